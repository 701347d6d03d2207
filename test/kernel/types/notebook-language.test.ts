// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { NotebookLanguage } from "../../../kernel-extensions/kernel/dist/types/notebook-language.node.js";

const never = { isCancellationRequested: () => false };
let directory: string;
let notebook: NotebookLanguage;

const write = (file: string, text: string) => {
  mkdirSync(join(directory, file, ".."), { recursive: true });
  writeFileSync(join(directory, file), text);
};
/** Takes in an executed cell; one with an `id` takes the place of what it was. */
const ran = (source: string, id?: string) => notebook.executed({ source, id });
const messages = (source: string) => notebook.diagnostics(source).map(({ message }) => message);
const codes = (source: string) => notebook.diagnostics(source).map(({ code }) => code);
/** Completes at `|`. */
const complete = (text: string, everything = false) => {
  const cursor = text.indexOf("|");
  return notebook.complete(text.replace("|", ""), cursor, everything);
};
const inspect = (text: string) => notebook.inspect(text.replace("|", ""), text.indexOf("|"));

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "mesoscope-types-"));
  write(
    "node_modules/modern/package.json",
    `{ "name": "modern", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } } }`,
  );
  write(
    "node_modules/modern/index.d.ts",
    "/** Twice. */\nexport declare function double(x: number): number;\nexport interface Shape { sides: number }",
  );
  write("node_modules/classic/package.json", `{ "name": "classic", "main": "index.js", "types": "index.d.ts" }`);
  write(
    "node_modules/classic/index.d.ts",
    "declare function classic(x: string): string;\ndeclare namespace classic { const version: string }\nexport = classic;",
  );
  write("node_modules/untyped/package.json", `{ "name": "untyped", "main": "index.js" }`);
  write("node_modules/untyped/index.js", "module.exports = {}");
  write("helpers.ts", "export const helper = (x: number): number => x;");
  write("data.json", `{ "mass": 3, "name": "steel" }`);
  notebook = new NotebookLanguage(directory, never);
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("diagnostics", () => {
  test("find a wrong type inside a cell, with its place", () => {
    expect(notebook.diagnostics("const a = 1;\n\n  const b: number = 'text';")).toEqual([
      { line: 3, column: 9, length: 1, code: 2322, message: "Type 'string' is not assignable to type 'number'." },
    ]);
  });

  test("find a wrong use of a name of an earlier cell", () => {
    ran("const measured: number = 1;\nlet open = 'a';");
    expect(messages("measured.toUpperCase()")[0]).toContain("does not exist on type 'number'");
    expect(messages("open = 3")[0]).toContain("'number' is not assignable to type 'string'");
    expect(messages("measured = 3")).toEqual(["Cannot assign to 'measured' because it is a constant."]);
    expect(messages("open = 'b'")).toEqual([]);
  });

  test("find a wrong use of a variable of an earlier cell whose method is called first", () => {
    ran("let speed = 'fast';");
    expect(codes("speed.trim();\nconst wrong: number = speed;\nspeed.toFixed()")).toEqual([2322, 2551]);
  });

  test("let a later cell declare a name again, as anything", () => {
    ran("const again = 1;");
    expect(codes("const again = 'text';\nagain.toUpperCase()")).toEqual([]);
    ran("const again = 'text';");
    expect(codes("again.toUpperCase()")).toEqual([]);
    ran("interface again { a: 1 }\nfunction twice(x: number) { return 2 * x }");
    ran("class twice { static of = 3 }");
    expect(codes("twice.of.toFixed()")).toEqual([]);
  });

  test("know classes, interfaces, types, enums and namespaces of earlier cells", () => {
    ran(
      "class Box<T> { constructor(readonly held: T) {} }\ninterface Named { name: string }\nenum Color { Red }\nnamespace Units { export const metre = 1; export type Length = number }\ntype Pair = [Named, Color]",
    );
    expect(
      codes(
        "const box: Box<number> = new Box(3);\nconst pair: Pair = [{ name: 'a' }, Color.Red];\nconst l: Units.Length = Units.metre;\nbox.held.toFixed()",
      ),
    ).toEqual([]);
    expect(codes("const named: Named = { name: 3 }")).toEqual([2322]);
  });

  test("keep the type that a value had, when its name is declared again", () => {
    ran(
      "interface Version { one: 1 }\ndeclare function make(): Version;\nconst old = { version: null as unknown as Version };",
    );
    ran("interface Version { two: 2 }");
    expect(codes("old.version.one; const newer: Version = { two: 2 }")).toEqual([]);
  });

  test("accept what runs in a notebook", () => {
    const cells = [
      "await Promise.resolve(1)",
      "for await (const x of [1]) x",
      "function untyped(x, { y }, ...z) { return x + y + z.length }",
      "const list = []; list.push(1); list.push('a')",
      "const unused = 1; import fs from 'node:fs'",
      "require('node:fs').readFileSync; module.exports; __dirname; import.meta.dirname",
      "display(1); clearOutput(); await tick(1, 2); (await input('?')).trim()",
      "{a: 1, b: 2}",
      "%who\n%time const timed = 3\ntimed.toFixed()",
      "#!/usr/bin/env node\n1",
      "using file = { [Symbol.dispose]() {} }; await using other = { async [Symbol.asyncDispose]() {} }",
      "import u from 'untyped'; u.anything",
      "fetch(new URL('http://localhost')); setTimeout(() => {}, 1); structuredClone({}); new AbortController()",
      "const jsx = <b>hi</b>",
      "export const exported = 1; export default exported",
      "enum E { A } namespace N { export const a = 1 }",
      "class D { @((_: unknown, context: ClassMethodDecoratorContext) => { context.name }) m() {} }",
      "var v = 1; var v = 2; for (var i = 0; i < 1; i++); i",
      "import path = require('node:path'); path.join('a')",
      "globalThis.process; Buffer.from('a'); console.log(1)",
    ];
    for (const cell of cells) expect({ cell, found: messages(cell) }).toEqual({ cell, found: [] });
  });

  test("know the types of packages: modern and classic, those of this kernel, JSON and local files", () => {
    expect(codes("import { double, type Shape } from 'modern';\nconst x: string = double(1)")).toEqual([2322]);
    expect(codes("import classic from 'classic';\nclassic(classic.version);\nclassic(3)")).toEqual([2345]);
    expect(codes("import * as path from 'node:path';\npath.join(1)")).toEqual([2345]);
    expect(codes("import { helper } from './helpers.ts';\nhelper('a')")).toEqual([2345]);
    expect(codes("import data from './data.json' with { type: 'json' };\ndata.mass.toFixed(); data.weight")).toEqual([
      2339,
    ]);
    expect(codes("import { isDisplayable } from '@mesoscope/sdk';\nisDisplayable()")).toEqual([2554]);
    expect(messages("import nothing from 'not-installed'")[0]).toMatch(/Install it with %npm install not-installed$/);
    expect(messages("import nothing from './nowhere.ts'")[0]).not.toContain("%npm");
    expect(codes("const { double } = await import('modern'); double('a')")).toEqual([2345]);
  });

  test("follow names that are imported in an earlier cell", () => {
    ran("import { double, type Shape } from 'modern';\nimport * as modern from 'modern';\nimport cls from 'classic';");
    expect(codes("const s: Shape = { sides: 3 }; double(s.sides); modern.double(1); cls('a')")).toEqual([]);
    expect(codes("double('a')")).toEqual([2345]);
  });

  test("see a local file that has changed", () => {
    expect(codes("import { later } from './helpers.ts'")).toEqual([2305]);
    write("helpers.ts", "export const helper = (x: number): number => x;\nexport const later = 1;");
    utimesSync(join(directory, "helpers.ts"), new Date(), new Date(Date.now() + 5000));
    expect(codes("import { later } from './helpers.ts'")).toEqual([]);
  });

  test("see a package that was installed meanwhile", () => {
    expect(codes("import { fresh } from 'fresh'")).toEqual([2307]);
    write("node_modules/fresh/package.json", `{ "name": "fresh", "types": "index.d.ts" }`);
    write("node_modules/fresh/index.d.ts", "export const fresh: 1;");
    notebook.packagesChanged();
    expect(codes("import { fresh } from 'fresh'")).toEqual([]);
  });

  test("answer for the cells before it, also when later ones have run", () => {
    const late = new NotebookLanguage(directory, never);
    late.executed({ source: "const value = 1;" });
    late.executed({ source: "const value = 'text';" });
    expect(late.diagnostics("value.toFixed()", 1)).toEqual([]);
    expect(late.diagnostics("value.toFixed()", 2)).toHaveLength(1);
  });

  test("follow the notebook's tsconfig.json", () => {
    write(
      "strict/tsconfig.json",
      `{ "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true, "module": "commonjs" } }`,
    );
    const strict = new NotebookLanguage(join(directory, "strict"), never);
    expect(strict.diagnostics("function f(x) {}").map(({ code }) => code)).toEqual([7006]);
    expect(strict.diagnostics("await [1][0].toFixed()").map(({ code }) => code)).toEqual([2532]);
  });

  test("let a cell declare globals for all", () => {
    ran("declare global { var shared: number }\nglobalThis.shared = 3;");
    expect(codes("shared.toFixed()")).toEqual([]);
  });
});

describe("completion", () => {
  test("of a built-in member", () => {
    expect(complete("Math.flo|")).toEqual({
      matches: ["floor"],
      start: 5,
      end: 8,
      types: [{ text: "floor", type: "method", signature: "(x: number): number" }],
    });
  });

  test("of names and members of earlier cells", () => {
    ran(
      "const greeting = 'hello';\nfunction greet(name: string, times = 1): string { return name }\nlet greetings = 3;",
    );
    expect(complete("greeting.toUp|").matches).toEqual(["toUpperCase"]);
    expect(complete("1 + gree|").types).toEqual(
      [
        { text: "greeting", type: "instance", signature: '"hello"' },
        { text: "greet", type: "function", signature: "(name: string, times?: number): string" },
        { text: "greetings", type: "instance", signature: "number" },
      ].sort((a, b) => a.text.localeCompare(b.text)),
    );
  });

  test("of a name declared in the same cell, not yet run", () => {
    expect(complete("const unrun = { inner: 1 };\nunr|").matches).toEqual(["unrun"]);
    expect(complete("const unrun = { inner: 1 };\nunrun.|\nconst z = 1").matches).toEqual(["inner"]);
  });

  test("of an inferred callback parameter", () => {
    expect(complete("[1, 2, 3].map(v => v.toFix|").matches).toEqual(["toFixed"]);
  });

  test("of members of imported modules, and of modules' names", () => {
    expect(complete("import * as path from 'node:path';\npath.jo|").matches).toEqual(["join"]);
    expect(complete("import { doub| } from 'modern'").matches).toEqual(["double"]);
    expect(complete("import { x } from 'mod|'").matches).toContain("modern");
    expect(complete("import { x } from 'node:f|'").matches).toContain("node:fs");
    expect(complete("import { x } from './help|'")).toMatchObject({ matches: ["helpers.ts"], start: 21 });
  });

  test("of string literals", () => {
    ran(
      "declare function choose(mode: 'fast' | 'slow' | 'fair'): void;\nconst choice = (mode: 'fast' | 'slow' | 'fair') => mode;",
    );
    expect(complete("choice('fa|')")).toMatchObject({ matches: ["fair", "fast"], start: 8, end: 10 });
  });

  test("of magics", () => {
    expect(complete("%pl|").matches).toEqual(["%plugin"]);
    expect(complete("let a = 1\n%types s|")).toMatchObject({ matches: ["strict"], start: 17, end: 18 });
    expect(complete("%time Math.flo|").matches).toEqual(["floor"]);
    write(
      "node_modules/bright/package.json",
      `{ "name": "bright", "version": "1.0.0", "mesoscope": { "plugin": "./p.js" } }`,
    );
    expect(complete("%plugin load br|")).toMatchObject({ matches: ["bright"], start: 13, end: 15 });
    write(
      "node_modules/@optics/lens/package.json",
      `{ "name": "@optics/lens", "version": "1.0.0", "mesoscope": { "plugin": "./p.js" } }`,
    );
    expect(complete("%plugin load l|").matches).toEqual(["lens"]);
    expect(complete("%plugin load @o|").matches).toEqual(["@optics/lens"]);
    expect(complete("%help ti|").matches).toEqual(["time"]);
    expect(complete("5 %|").matches).not.toContain("%plugin");
  });

  test("hides the kernel's own names", () => {
    ran("let visible = 1");
    const { matches } = complete("|", true);
    expect(matches).toContain("visible");
    expect(matches.filter((name) => name.startsWith("__cell"))).toEqual([]);
  });

  test("of everything there is, when asked", () => {
    expect(complete("Math.flo|", true).matches).toContain("ceil");
  });

  test("in text that is not yet a program", () => {
    expect(complete("if (Math.ab|").matches).toEqual(["abs"]);
    expect(complete("const { a, b = { a: 1 };\nMath.ab|").matches).toEqual(["abs"]);
    expect(complete("`${Math.ab|").matches).toEqual(["abs"]);
  });
});

describe("inspection", () => {
  test("of a built-in", () => {
    expect(inspect("Math.flo|or(1)")).toMatchObject({
      found: true,
      text: expect.stringContaining("Math.floor(x: number): number"),
    });
  });

  test("of a user's function, with its documentation", () => {
    ran(
      "/**\n * Area of a circle.\n * @param radius in metres\n * @example\n * area(1)\n */\nfunction area(radius: number): number { return 3 * radius }",
    );
    const { markdown, text } = inspect("1 + are|a(2)");
    expect(markdown).toBe(
      "```typescript\nfunction area(radius: number): number\n```\n\nArea of a circle.\n\n*@param* `radius` in metres\n\n*@example*\n\n```typescript\narea(1)\n```",
    );
    expect(text).toContain("function area(radius: number): number\n\nArea of a circle.");
  });

  test("of the function whose call the cursor is in", () => {
    expect(inspect("Math.max(|").text).toContain("max(...values: number[]): number");
    expect(inspect("area(| )").text).toContain("Area of a circle");
  });

  test("at the end of a name, and of a variable of an earlier cell", () => {
    ran("let counted = 3");
    expect(inspect("counted|").text).toBe("let counted: number");
    expect(inspect("Number|").text).toContain("Number");
  });

  test("of nothing", () => {
    expect(inspect("  |  ").found).toBe(false);
    expect(inspect("|").found).toBe(false);
    expect(inspect("declaredNowhere|").found).toBe(false);
  });
});

test("any text and any cursor have an answer", () => {
  const piece = fc.constantFrom(
    "a",
    "(",
    ")",
    "{",
    "}",
    "`",
    "${",
    "%",
    "\n",
    "<",
    ">",
    "=",
    ".",
    "let ",
    "import ",
    "'",
    "/",
    "@",
    ";",
    " ",
  );
  fc.assert(
    fc.property(fc.string({ unit: piece }), fc.nat(60), (source, cursor) => {
      const { matches, types, start, end } = notebook.complete(source, cursor, false);
      expect(types).toHaveLength(matches.length);
      expect(start).toBeLessThanOrEqual(end);
      expect(notebook.inspect(source, cursor).found).toBeTypeOf("boolean");
      expect(notebook.diagnostics(source).every(({ line, column }) => line > 0 && column > 0)).toBe(true);
      ran(source);
    }),
    { numRuns: 40 },
  );
});

test("a hundred cells that build on each other keep their types", () => {
  const long = new NotebookLanguage(directory, never);
  long.executed({ source: "interface Step { value: number }\nlet step0: Step = { value: 0 };" });
  for (let i = 1; i <= 100; i++)
    long.executed({ source: `const step${i} = { ...step${i - 1}, value: step${i - 1}.value + ${i} };` });
  expect(long.complete("step100.val", 11, false).types).toEqual([
    { text: "value", type: "property", signature: "number" },
  ]);
});

test("a question about another cell reads no file again", () => {
  ran("const near = 1;");
  ran("const far = 2;");
  const asked = () => [complete("near.toF|"), complete("far.toPr|")].map(({ matches }) => matches);
  asked();
  const read = vi.spyOn(ts.sys, "readFile");
  expect(asked()).toEqual([["toFixed"], ["toPrecision"]]);
  expect(read).not.toHaveBeenCalled();
});
