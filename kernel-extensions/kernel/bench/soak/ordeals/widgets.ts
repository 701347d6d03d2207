import assert from "node:assert/strict";
import type { Comm } from "../../../../../test/kernel/client/index.ts";
import type { Ordeal } from "../ordeal.ts";
import type { Place } from "../place.ts";

const events = 200;

/** What a slider's handler does before it keeps the value. */
const handlers = ["", "await null;", "await new Promise((done) => setTimeout(done, 20));"];

export const widgets: readonly Ordeal[] = [
  {
    name: `a slider that is dragged, ${events} events`,
    weight: 3,
    async run(place, draw) {
      const comm = await shown(
        place,
        `const dragged = w.slider({ max: ${draw + events} }); let seen: number[] = [];
dragged.observe(async (value) => { ${handlers[draw % handlers.length]} seen.push(value); });
dragged`,
      );
      const sent = Array.from({ length: events }, (_, i) =>
        comm.send({ method: "update", state: { value: draw + i + 1 }, buffer_paths: [] }),
      );
      await sent.at(-1)!.idle;
      const last = draw + events;
      const { text } = await place.cell(
        "[seen.at(-1), dragged.value, seen.every((v, i) => i === 0 || v > seen[i - 1]!)]",
      );
      assert.equal(text, `[ ${last}, ${last}, true ]`);
      await closes(place, comm);
    },
  },
  {
    name: "binary buffers to and fro",
    weight: 3,
    async run(place, draw) {
      const comm = await shown(
        place,
        `const echo = w.widget({ esm: "export default {}", state: {} });
echo.onMessage((content, buffers) => echo.send(content, buffers));
echo`,
      );
      const buffers = [new Uint8Array(0), bytes(draw, 1 + (draw % 1000)), bytes(draw, 1_000_000)];
      comm.send({ method: "custom", content: { draw } }, { buffers });
      const echoed = await comm.next();
      assert.deepEqual(echoed.content.data, { method: "custom", content: { draw } });
      assert.ok(
        echoed.buffers.length === buffers.length &&
          buffers.every((sent, i) => Buffer.from(sent).equals(echoed.buffers[i]!)),
      );
      await closes(place, comm);
    },
  },
];

/** Runs a cell that ends in a widget, and gives the front end's end of its comm. */
async function shown(place: Place, code: string): Promise<Comm> {
  const { result } = await place.cell(`import * as w from "@mesoscope/widgets";\n${code}`);
  return place.kernel.comm(result!["application/vnd.jupyter.widget-view+json"].model_id);
}

async function closes(place: Place, comm: Comm): Promise<void> {
  await comm.close().idle;
  const { comms } = await place.kernel.commInfo("jupyter.widget");
  assert.equal(comms[comm.id], undefined);
}

/** Bytes that tell a place from another one. */
function bytes(from: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (from + i * 7) % 251);
}
