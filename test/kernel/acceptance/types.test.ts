import { expect } from "vitest";
import type { Kernel } from "../client/index.ts";
import { acceptance, writeFiles } from "./acceptance.ts";

/** Runs a cell under both modes: the warning arrives in the cell, which runs; under strict it does not run. */
async function findsTypeError(kernel: Kernel, cell: string, line: number): Promise<void> {
  const warned = kernel.start(`${cell}\nconsole.log("ran");`);
  const finished = await kernel.finish(warned);
  expect(finished.reply.status).toBe("ok");
  expect(finished.stdout).toBe("ran\n");
  const diagnostic = await warned.output((message) => /not assignable/.test(message.content.text ?? ""), 20_000);
  expect(diagnostic.content.name).toBe("stderr");
  expect(diagnostic.content.text).toMatch(new RegExp(`line ${line}\\b`));
  await kernel.execute("%types strict");
  try {
    const strict = await kernel.execute(`${cell}\nconsole.log("ran");`);
    expect(strict.stdout).toBe("");
    expect(strict.reply.status).toBe("error");
    expect(strict.reply.traceback.join("\n")).toMatch(/not assignable/);
    expect((await kernel.execute("const fine: number = 1;\nfine")).text).toBe("1");
  } finally {
    await kernel.execute("%types warn");
  }
}

acceptance(
  "types",
  (accept) => {
    accept("X10", "reports a wrong type inside a cell", async (kernel) => {
      await findsTypeError(kernel, 'const one = 1;\nconst wrong: number = "text";', 2);
    });

    accept("X11", "reports a wrong type against a name of an earlier cell", async (kernel) => {
      await kernel.execute("interface Specimen { width: number }\nconst specimens: Specimen[] = [];");
      await findsTypeError(kernel, 'specimens.push({ width: "wide" });', 1);
    });

    accept("P3", "checks a cell against the types of a package", async (kernel) => {
      writeFiles(kernel, {
        "node_modules/typed-scale/package.json": '{ "name": "typed-scale", "type": "module", "main": "index.js" }',
        "node_modules/typed-scale/index.js": "export const half = (x) => x / 2;",
        "node_modules/typed-scale/index.d.ts": "export declare const half: (x: number) => number;",
      });
      await findsTypeError(kernel, 'import { half } from "typed-scale";\nconst text: string = half(4);', 2);
    });

    accept(
      "X17",
      "reports a name that its edited cell no longer declares, and goes on with its value",
      async (kernel) => {
        await kernel.finish(kernel.start("const oldName = 5;", { cellId: "edited" }));
        await kernel.finish(kernel.start("const newName = 5;", { cellId: "edited" }));
        const using = kernel.start("newName + oldName");
        expect((await kernel.finish(using)).text).toBe("10");
        const said = await using.output((message) => /oldName/.test(message.content.text ?? ""), 20_000);
        expect(said.content.text).toContain("No cell declares 'oldName' any more");
      },
    );
  },
  { shared: true },
);
