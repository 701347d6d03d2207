import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Kernel } from "../client/index.ts";
import { acceptance, writeFiles } from "./acceptance.ts";

/** Runs a cell as JupyterLab does, which names its cells and keeps their places. */
const runIn = (kernel: Kernel, cellId: string, source: string, deletedCells: string[] = []) =>
  kernel.execute(source, { cellId, deletedCells });

acceptance(
  "provenance",
  (accept) => {
    accept(
      "V1",
      "records cells, files, seeds and packages with every figure and table, and not with text",
      async (kernel) => {
        writeFiles(kernel, { "points.csv": "x,y\n1,2\n" });
        await runIn(
          kernel,
          "v1-load",
          'import fs from "node:fs";\nconst points = fs.readFileSync("points.csv", "utf8");',
        );
        const table = `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": points, "text/html": "<table></table>" }) })`;
        const text = await runIn(kernel, "v1-text", "points.length");
        const shown = await runIn(kernel, "v1-show", `const options = { seed: 3 };\n${table}`);
        const { metadata, data } = shown.ofType("execute_result")[0]!.content;
        expect(data["text/html"]).toBe("<table></table>");
        const { execution_count } = shown.reply;
        expect(metadata.mesoscope).toEqual({
          cells: [execution_count - 2, execution_count],
          files: { "points.csv": createHash("sha256").update("x,y\n1,2\n").digest("hex") },
          seeds: ["3"],
          packages: {},
        });
        expect(text.ofType("execute_result")[0]!.content.metadata).toEqual({});
      },
    );

    accept("V2", "marks what is out of date, and runs just that again, in the places of its cells", async (kernel) => {
      await runIn(kernel, "v2-a", "let radius = 1;");
      const area = await runIn(kernel, "v2-b", "const area = 3 * radius ** 2;\nconsole.log(area);\narea");
      const other = await runIn(kernel, "v2-c", "1 + 1");
      await runIn(kernel, "v2-a", "radius = 2;");
      const graph = await runIn(kernel, "v2-graph", "%graph");
      const { execution_count } = area.reply;
      expect(graph.displays[0]!["text/plain"]).toContain(
        `[${execution_count}] const area = 3 * radius ** 2;  ← radius`,
      );
      expect(graph.displays[0]!["text/plain"]).toMatch(/out of date: `radius` was changed by cell \[\d+\]\./);
      expect(graph.displays[0]!["image/svg+xml"]).toMatch(/^<svg .*role="img" aria-label="Which cell gave what/);
      const rerun = await runIn(kernel, "v2-rerun", "%rerun stale");
      expect(rerun.displays[0]!["text/plain"]).toBe(
        `Ran again: [${execution_count}]. What they show is in their places.`,
      );
      const late = await area.late(0);
      const content = late.map(({ type, content }) => [
        type,
        content.text ?? content.data?.["text/plain"] ?? content.wait,
      ]);
      expect(content).toEqual([
        ["clear_output", false],
        ["stream", "12\n"],
        ["execute_result", "12"],
      ]);
      expect(await other.late(0)).toEqual([]);
      expect((await runIn(kernel, "v2-rerun", "%rerun stale")).displays[0]!["text/plain"]).toBe(
        "No cell is out of date.",
      );
    });

    accept(
      "V3",
      "runs again below the present cell where places are not kept, and forgets deleted cells",
      async (kernel) => {
        await kernel.execute("let height = 1;");
        await runIn(kernel, "v3-a", "let width = 1;");
        const sum = await kernel.execute("height + width");
        await runIn(kernel, "v3-a", "width = 5;");
        const rerun = await runIn(kernel, "v3-rerun", "%rerun stale");
        expect(rerun.displays[0]!["text/plain"]).toBe(`Cell [${sum.reply.execution_count}]: height + width`);
        expect(rerun.text).toBe("6");
        const graph = await runIn(kernel, "v3-graph", "%graph", ["v3-a"]);
        expect(graph.displays[0]!["text/plain"]).toContain(
          "out of date: The cell that `width` came from has been deleted.",
        );
      },
    );
  },
  { shared: true },
);
