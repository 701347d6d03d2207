import assert from "node:assert/strict";
import type { Message } from "../../../../../test/kernel/client/index.ts";
import type { Ordeal } from "../ordeal.ts";
import type { Place } from "../place.ts";

export const subshells: readonly Ordeal[] = [
  {
    name: "a subshell while the main shell awaits",
    weight: 3,
    async run(place, draw) {
      const waiting = place.begin(
        "var gate = Promise.withResolvers<number>(); console.log('waits'); await gate.promise",
      );
      await waiting.output(isStdout);
      const subshell = await place.kernel.createSubshell();
      assert.deepEqual(await listed(place), [subshell]);
      const aside = await place.cell(`var aside = ${draw}; console.log("aside"); aside`, { subshell });
      assert.deepEqual([aside.text, aside.stdout], [String(draw), "aside\n"]);
      const printed = waiting.outputs.filter(isStdout).map(({ content }) => content.text);
      assert.deepEqual(printed, ["waits\n"]);
      await place.cell("gate.resolve(aside + 1)", { subshell });
      assert.equal((await place.finish(waiting)).text, String(draw + 1));
      await control(place, "delete_subshell_request", { subshell_id: subshell });
      assert.deepEqual(await listed(place), []);
    },
  },
  {
    name: "a subshell that is deleted while it runs",
    weight: 2,
    async run(place, draw) {
      const subshell = await place.kernel.createSubshell();
      const code = "var last = Promise.withResolvers<number>(); console.log('runs'); await last.promise";
      const running = place.begin(code, { subshell });
      await running.output(isStdout);
      const waiting = place.kernel.start("'never'", { subshell });
      await place.kernel.kernelInfo(); // it waits in the subshell when this is answered
      await control(place, "delete_subshell_request", { subshell_id: subshell });
      assert.equal((await place.finish(waiting)).reply.status, "aborted");
      await place.cell(`last.resolve(${draw})`);
      assert.equal((await place.finish(running)).text, String(draw));
    },
  },
];

const isStdout = ({ content }: Message) => content.name === "stdout";

async function control(place: Place, type: string, content: object) {
  const reply = await place.kernel.ask(type, content, { channel: "control" });
  assert.equal(reply.status, "ok", JSON.stringify(reply));
  return reply;
}

async function listed(place: Place): Promise<readonly string[]> {
  return (await control(place, "list_subshell_request", {})).subshell_id;
}
