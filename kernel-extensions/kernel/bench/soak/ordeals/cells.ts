import assert from "node:assert/strict";
import fc from "fast-check";
import { sleep } from "../../../../../test/kernel/client/index.ts";
import { mutatedCell } from "../../../../../test/kernel/compile/mutated-cells.ts";
import type { Ordeal } from "../ordeal.ts";

export const cells: readonly Ordeal[] = [
  {
    name: "20 cells one after the other",
    weight: 8,
    async run(place, draw) {
      for (let i = 0; i < 20; i++) {
        const cell = `interface P${i} { x: number }\nconst p${i}: P${i} = { x: ${draw} + ${i} };\nconsole.log("row", p${i}.x);\np${i}.x * 2`;
        const { text, stdout } = await place.cell(cell);
        assert.deepEqual([text, stdout], [String(2 * (draw + i)), `row ${draw + i}\n`]);
      }
    },
  },
  {
    name: "30 cells at once, one of which fails",
    weight: 4,
    async run(place, draw) {
      const failing = draw % 30;
      const wrong = "await new Promise((resolve) => setTimeout(resolve, 300)); throw new Error('planned')";
      const requests = Array.from({ length: 30 }, (_, i) => place.begin(i === failing ? wrong : `await null; ${i}`));
      const statuses = await Promise.all(requests.map(async (cell) => (await place.finish(cell)).reply.status));
      place.stored -= statuses.filter((status) => status === "aborted").length; // those were never run
      const expected = statuses.map((_, i) => (i < failing ? "ok" : i === failing ? "error" : "aborted"));
      assert.deepEqual(statuses, expected);
    },
  },
  {
    name: "errors that nobody awaits",
    weight: 3,
    async run(place) {
      const code = "setTimeout(() => { throw new Error('in a timer') }); void Promise.reject(new Error('forgotten'))";
      const { request } = await place.cell(code);
      await sleep(100);
      const shown = JSON.stringify(request.outputs.map(({ content }) => content));
      assert.ok(shown.includes("in a timer") && shown.includes("forgotten"), shown);
    },
  },
  {
    name: "a local module that changes and breaks",
    weight: 3,
    async run(place, draw) {
      place.write("lab.ts", `export const draw: number = ${draw}`);
      assert.equal((await place.cell('import { draw } from "./lab"; draw')).text, String(draw));
      place.write("lab.ts", "export const draw: = ;");
      assert.equal((await place.cell('import { draw } from "./lab"; draw')).reply.status, "error");
    },
  },
  {
    name: "a mutated cell of a notebook",
    weight: 12,
    losesState: true,
    async run(place, draw) {
      const [code] = fc.sample(mutatedCell, { seed: draw, numRuns: 1 });
      const request = place.begin(code!);
      const ended = place.finish(request);
      const inTime = await Promise.race([ended.then(() => true), sleep(3000).then(() => false)]);
      if (!inTime) await place.kernel.interrupt();
      await ended;
    },
  },
];
