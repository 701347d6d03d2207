import assert from "node:assert/strict";
import fc from "fast-check";
import { Subscriber } from "zeromq";
import { sleep } from "../../../../test/kernel/client/index.ts";
import { mutatedCell } from "../../../../test/kernel/compile/mutated-cells.ts";
import { typescript } from "../kernel/language.ts";
import { typeProcesses } from "../kernel/memory.ts";
import type { Place } from "./place.ts";

/** One thing that a kernel must come through. It fails where something is lost. */
export interface Ordeal {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** The variables are lost by it, as the cell says. */
  readonly losesState?: boolean;
  run(place: Place, draw: number): Promise<void>;
}

const megabytes = 100;

/** Cells that end their process. */
const endings = {
  "process.exit": "process.exit(3)",
  "native crash": "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})",
};

export const ordeals: readonly Ordeal[] = [
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
  ...Object.entries(typescript.stops).map(
    ([kind, code]): Ordeal => ({
      name: `stop: ${kind}`,
      weight: 4,
      async run(place, draw) {
        const request = place.begin(code);
        await request.busy;
        await sleep(draw % 60);
        await place.kernel.interrupt();
        assert.equal((await place.finish(request)).reply.status, "error");
      },
    }),
  ),
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
  ...Object.entries(endings).map(
    ([name, code]): Ordeal => ({
      name,
      weight: 2,
      losesState: true,
      async run(place) {
        const { error } = await place.cell(code);
        assert.match(error!.evalue, /All variables are lost; a fresh process has started/);
      },
    }),
  ),
  {
    name: "restart",
    weight: 2,
    losesState: true,
    run: (place) => place.restart(),
  },
  {
    name: `${megabytes} MB of output`,
    weight: 2,
    async run(place) {
      const code = `for (let i = 0; i < ${megabytes * 10}; i++) console.log(String(i).padEnd(99_999, "x"))`;
      const { stdout } = await place.cell(code);
      assert.equal(stdout.length, megabytes * 1_000_000);
      assert.ok(stdout.endsWith("x\n") && stdout.includes(`\n${megabytes * 10 - 1}x`));
    },
  },
  {
    name: "a second front end that reads nothing",
    weight: 1,
    async run(place) {
      const sleeper = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
      sleeper.connect(`tcp://127.0.0.1:${place.kernel.connection.iopub_port}`);
      sleeper.subscribe();
      await sleep(100);
      try {
        const { stdout } = await place.cell('for (let i = 0; i < 200; i++) console.log("y".repeat(99_999))');
        assert.equal(stdout.length, 20_000_000);
      } finally {
        sleeper.close();
      }
    },
  },
  {
    name: "killed type service",
    weight: 3,
    async run(place, draw) {
      await place.kernel.complete("Math.flo");
      for (const pid of typeProcesses(place.kernel.process.pid)) process.kill(pid, "SIGKILL");
      const name = `answer${draw}`;
      await place.cell(`const ${name} = "text"`);
      const { matches } = await place.kernel.complete(`${name}.toUp`);
      assert.ok(matches.includes("toUpperCase"), JSON.stringify(matches));
    },
  },
  {
    name: "a full disk for the history",
    weight: 2,
    async run(place, draw) {
      place.fillDisk();
      for (let i = 0; i < 10; i++) assert.equal((await place.cell(`${draw} + ${i}`)).text, String(draw + i));
      await sleep(200);
      place.freeDisk();
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
