import { rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { acceptance, writeFiles } from "./acceptance.ts";

acceptance("modules", (accept) => {
  accept("P1", "imports a CommonJS package", async (kernel) => {
    writeFiles(kernel, {
      "node_modules/old-scale/package.json": '{ "name": "old-scale", "main": "main.js" }',
      "node_modules/old-scale/main.js": "exports.twice = (x) => 2 * x;\nexports.name = 'old';",
    });
    const cell = await kernel.execute('import old, { twice } from "old-scale";\n[twice(21), old.name]');
    expect(cell.text).toBe("[ 42, 'old' ]");
  });

  accept("P2", "imports an ESM-only package", async (kernel) => {
    writeFiles(kernel, {
      "node_modules/new-scale/package.json": JSON.stringify({
        name: "new-scale",
        type: "module",
        exports: { ".": { import: "./main.js" }, "./deep": { import: "./deep.js" } },
      }),
      "node_modules/new-scale/main.js": "export default 'new';\nexport const twice = (x) => 2 * x;",
      "node_modules/new-scale/deep.js": "export const deep = await Promise.resolve(3);",
    });
    const cell = await kernel.execute(
      'import name, { twice as double } from "new-scale";\nimport * as below from "new-scale/deep";\n[name, double(2), below.deep]',
    );
    expect(cell.text).toBe("[ 'new', 4, 3 ]");
    expect((await kernel.execute('(await import("new-scale")).twice(4)')).text).toBe("8");
    const missing = await kernel.execute('import { a } from "no-such-package";');
    expect(missing.reply.evalue).toContain("no-such-package");
  });

  accept("P4", "imports JSON", async (kernel) => {
    writeFiles(kernel, { "values.json": '{ "modulus": 210 }' });
    expect(
      (await kernel.execute('import values from "./values.json" with { type: "json" };\nvalues.modulus')).text,
    ).toBe("210");
  });

  accept("P5", "imports a Node built-in", async (kernel) => {
    const cell = await kernel.execute(
      'import { basename } from "node:path";\nimport fs from "fs";\n[basename("/a/b.ts"), typeof fs.readFileSync]',
    );
    expect(cell.text).toBe("[ 'b.ts', 'function' ]");
  });

  accept("P6", "has require", async (kernel) => {
    writeFiles(kernel, { "local.cjs": "module.exports = { here: __filename.endsWith('local.cjs') };" });
    expect((await kernel.execute('[require("./local.cjs").here, require("node:path").sep]')).text).toBe(
      "[ true, '/' ]",
    );
  });

  accept("P7", "imports a local .ts file and sees its new content when the file changes", async (kernel) => {
    const factor = (n: number) => `export const factor: number = ${n};\nexport type Factor = typeof factor;`;
    const outer = 'import { factor } from "./factor.ts";\nexport const scaled = (x: number): number => factor * x;';
    writeFiles(kernel, { "factor.ts": factor(2), "scale.ts": outer });
    const cell = 'import { scaled } from "./scale.ts";\nscaled(10)';
    expect((await kernel.execute(cell)).text).toBe("20");
    writeFiles(kernel, { "factor.ts": factor(3) });
    const later = new Date(Date.now() + 2000);
    utimesSync(join(kernel.directory, "factor.ts"), later, later);
    expect((await kernel.execute(cell)).text).toBe("30");
  });

  accept("P8", "gives names of earlier cells what a changed file exports, and says so", async (kernel) => {
    const gain = (n: number) => `export const gain = (x: number): number => ${n} * x;`;
    writeFiles(kernel, { "gain.ts": gain(2), "count.ts": "export const count = { n: 0 };" });
    await kernel.execute('import { gain } from "./gain";\nimport { count } from "./count";\ncount.n = 5;');
    writeFiles(kernel, { "gain.ts": gain(300) });
    const cell = await kernel.execute("[gain(1), count.n]");
    expect([cell.text, cell.stderr]).toEqual(["[ 300, 5 ]", "gain.ts has changed and was loaded again.\n"]);
  });

  accept("P9", "has the JSX and the names for modules of the nearest tsconfig.json as it is", async (kernel) => {
    writeFiles(kernel, {
      "tsconfig.json":
        '{ "compilerOptions": { "jsx": "react", "jsxFactory": "make", "paths": { "~/*": ["./parts/*"] }, }, }',
      "parts/make.ts": "export const make = (tag: string, _: unknown, text: string) => `${tag}: ${text}`;",
    });
    const cell = 'import { make } from "~/make";\n<b>bold</b>';
    expect((await kernel.execute(cell)).text).toBe("'b: bold'");
    writeFiles(kernel, { "tsconfig.json": '{ "compilerOptions": { "jsx": "react", "jsxFactory": "create" } }' });
    const next = await kernel.execute("const create = (tag: string) => tag.length;\n<main>text</main>");
    expect(next.text).toBe("4");
    rmSync(join(kernel.directory, "tsconfig.json"));
  });

  accept("P10", "lets a worker be TypeScript, and ends it with its cell", async (kernel) => {
    writeFiles(kernel, {
      "work.ts": [
        'import { parentPort } from "node:worker_threads";',
        'import { part } from "./part";',
        "enum Step { Two = 2 }",
        "console.log('works');",
        "parentPort!.postMessage(part * Step.Two);",
        "for (;;);",
      ].join("\n"),
      "part.ts": "export const part: number = 21;",
    });
    const running = kernel.start(
      'import { Worker } from "node:worker_threads";\nvar work = new Worker(new URL("./work.ts", import.meta.url));\n' +
        'work.on("message", (n) => console.log(n));\nvar over = new Promise((end) => work.on("exit", end));\nawait over;',
    );
    await running.output((message) => message.content.text?.includes("42"));
    await kernel.interrupt();
    expect((await kernel.finish(running)).reply.ename).toBe("Stopped");
    expect((await kernel.execute("await over")).text).toBe("1");
  });
});
