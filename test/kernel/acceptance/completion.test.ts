import { expect } from "vitest";
import { DebuggerClient, sleep, within } from "../client/index.ts";
import { acceptance } from "./acceptance.ts";

const cells: Readonly<Record<string, "complete" | "incomplete" | "invalid">> = {
  "const a = 1;": "complete",
  "/[(]/": "complete",
  "// only a comment {": "complete",
  "await Promise.resolve(`a ${1} b`)": "complete",
  "function f() {": "incomplete",
  "let x = ": "incomplete",
  "`open ": "incomplete",
  "[1, 2].map(": "incomplete",
  "1 +* 2;": "invalid",
  "const a = 1);": "invalid",
};

acceptance(
  "completion and inspection",
  (accept) => {
    accept("C1", "completes a built-in member", async (kernel) => {
      const reply = await kernel.complete("const a = 1;\nMath.flo");
      expect(reply.matches).toContain("floor");
      expect([reply.cursor_start, reply.cursor_end]).toEqual([18, 21]);
    });

    accept("C2", "completes a member of a user's const string", async (kernel) => {
      await kernel.execute('const title = "micro";');
      expect((await kernel.complete("title.toUp")).matches).toContain("toUpperCase");
    });

    accept("C3", "completes a name declared in the same cell, not yet run", async (kernel) => {
      expect((await kernel.complete("const unseenLength = 3;\nunseenL")).matches).toContain("unseenLength");
    });

    accept("C4", "completes an inferred callback parameter", async (kernel) => {
      expect((await kernel.complete("[1, 2, 3].map((v) => v.toFix")).matches).toContain("toFixed");
    });

    accept("C5", "completes a member of a module imported there", async (kernel) => {
      expect((await kernel.complete('import * as path from "node:path";\npath.basen')).matches).toContain("basename");
    });

    accept("C6", "sends _jupyter_types_experimental with types and signatures", async (kernel) => {
      const { matches, metadata } = await kernel.complete("[1].ma");
      const types = metadata._jupyter_types_experimental;
      expect(types.map(({ text }: { text: string }) => text)).toEqual(matches);
      const map = types.find(({ text }: { text: string }) => text === "map");
      expect(map.type).toMatch(/function|method/);
      expect(map.signature).toContain("callbackfn");
      expect(map).toMatchObject({ start: 4, end: 6 });
    });

    accept("C7", "inspects a built-in", async (kernel) => {
      const { found, data } = await kernel.inspect("Math.hypot");
      expect(found).toBe(true);
      expect(data["text/plain"]).toContain("values: number[]");
      expect(data["text/markdown"]).toContain("square root");
    });

    accept("C8", "inspects a user's function with its signature", async (kernel) => {
      await kernel.execute("/** Twice as long. */\nfunction twice(length: number): number { return 2 * length; }");
      const { data } = await kernel.inspect("twice");
      expect(data["text/plain"]).toContain("twice(length: number): number");
      expect(data["text/markdown"]).toContain("Twice as long.");
    });

    accept("C9", "inspects the name under the cursor in mid-expression", async (kernel) => {
      await kernel.execute("const modulus: number = 210e9;\nconst strain = 1e-3;");
      const code = "const stress = modulus * strain + 1;";
      const { data } = await kernel.inspect(code, code.indexOf("modulus") + 3);
      expect(data["text/plain"]).toContain("modulus: number");
    });

    accept("C10", "tells complete, incomplete and invalid apart", async (kernel) => {
      const statuses = Object.keys(cells).map(async (cell) => [cell, (await kernel.isComplete(cell)).status]);
      expect(Object.fromEntries(await Promise.all(statuses))).toEqual(cells);
    });

    accept("C11", "completes and inspects while a cell spins", async (kernel) => {
      const spinning = kernel.start("for (;;) {}");
      await spinning.busy;
      await sleep(50);
      const { matches } = await within(kernel.complete("Math.flo"), 5000, "no completion while a cell spins");
      expect(matches).toContain("floor");
      expect((await within(kernel.inspect("Math"), 5000, "no inspection while a cell spins")).found).toBe(true);
      await kernel.interrupt();
      await kernel.finish(spinning);
    });

    accept("C12", "shows the call around the cursor, with its active parameter marked", async (kernel) => {
      await kernel.execute(
        "/** @param high the upper end */\nfunction clamp(low: number, high: number) { return low + high; }",
      );
      const { data } = await kernel.inspect("clamp(1, ");
      expect(data["text/plain"]).toContain(
        "clamp(low: number, high: number): number\n                   ^^^^^^^^^^^^\n\nhigh: the upper end",
      );
    });

    accept(
      "C13",
      "shows the declaration of a name's type and where it is; in detail the source too",
      async (kernel) => {
        const { reply } = await kernel.execute("interface Bar { span: number }\nconst bar: Bar = { span: 2 };");
        const place = `(Cell [${reply.execution_count}], line`;
        expect((await kernel.inspect("bar")).data["text/plain"]).toContain(`span: number;\n}\n${place} 1)`);
        const { data } = await kernel.inspect("bar", 3, 1);
        expect(data["text/plain"]).toContain(`const bar: Bar = { span: 2 };\n${place} 2)`);
      },
    );

    accept("C14", "offers what an installed plugin exports, with its import", async (kernel) => {
      const { matches, metadata } = await kernel.complete("const model = gaussianProcessC");
      expect(matches).toEqual(["gaussianProcessClassifier"]);
      expect(metadata._jupyter_types_experimental).toMatchObject([
        {
          type: "import from @mesoscope/gp",
          signature: 'import { gaussianProcessClassifier } from "@mesoscope/gp";',
        },
      ]);
      const whole = await kernel.complete("import gaussianProcessC");
      expect(whole.matches[0]).toBe('{ gaussianProcessClassifier } from "@mesoscope/gp";');
    });

    accept("C15", "completes and inspects while a cell stands at a breakpoint", async (kernel) => {
      const debug = new DebuggerClient(kernel);
      await debug.attach();
      await debug.breakAt({ cell: "let stands = 1;" }, 1);
      const running = kernel.start("let stands = 1;");
      await debug.stopped();
      expect((await within(kernel.complete("Math.flo"), 5000, "no completion")).matches).toContain("floor");
      expect((await within(kernel.inspect("Math"), 5000, "no inspection")).found).toBe(true);
      await debug.end();
      await kernel.finish(running);
    });
  },
  { shared: true },
);
