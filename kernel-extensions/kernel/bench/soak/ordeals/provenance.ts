import assert from "node:assert/strict";
import type { Ordeal } from "../ordeal.ts";

const length = 6;

export const provenance: readonly Ordeal[] = [
  {
    name: "a chain of cells whose first one changes",
    weight: 2,
    losesState: true,
    async run(place, draw) {
      await place.restart(); // what other ordeals left out of date would run again too
      const cell = (i: number, code: string) => place.cell(code, { cellId: `link-${i}` });
      await cell(0, `let link0 = ${draw};`);
      const links = [];
      for (let i = 1; i < length; i++)
        links.push(await cell(i, `const link${i} = link${i - 1} + 1;\nconsole.log("link", ${i});\nlink${i}`));
      assert.equal(links.at(-1)!.text, String(draw + length - 1));
      const apart = await cell(length, "const apart = 1;\napart");
      await cell(0, `let link0 = ${2 * draw};`);
      const numbers = links.map(({ reply }) => `[${reply.execution_count}]`).join(", ");
      const rerun = await place.cell("%rerun stale");
      assert.equal(rerun.displays[0]!["text/plain"], `Ran again: ${numbers}. What they show is in their places.`);
      for (const [i, link] of links.entries()) {
        const late = (await link.late(0)).map(({ type, content }) => [
          type,
          content.text ?? content.data?.["text/plain"],
        ]);
        const expected = [
          ["clear_output", undefined],
          ["stream", `link ${i + 1}\n`],
          ["execute_result", String(2 * draw + i + 1)],
        ];
        assert.deepEqual(late, expected);
      }
      assert.deepEqual(await apart.late(0), []);
      assert.equal((await place.cell(`link${length - 1}`)).text, String(2 * draw + length - 1));
      assert.equal((await place.cell("%rerun stale")).displays[0]!["text/plain"], "No cell is out of date.");
    },
  },
];
