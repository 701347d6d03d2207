// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { beforeAll, describe, expect, test } from "vitest";
import { compileCell, compileExpression } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { openRepl } from "./repl.ts";

const modules = {
  shop: { default: "till", apple: 1, pear: 2, "green apple": 3 },
  "./data.json": { default: { a: 1 } },
  "react/jsx-runtime": { jsx: (type: string, props: object) => ({ by: "react", type, ...props }) },
  "tiny/jsx-runtime": { jsx: (type: string, props: object) => ({ by: "tiny", type, ...props }) },
};

let run: Awaited<ReturnType<typeof openRepl>>;
beforeAll(async () => {
  run = await openRepl(modules);
});
const result = async (...cells: string[]) => {
  let last: unknown;
  for (const cell of cells) last = (await run(cell)).result;
  return last;
};

describe("TypeScript", () => {
  test.each([
    ["enum Color { Red, Green = 5, Blue }\n[Color.Blue, Color[5]]", [6, "Green"]],
    ["enum Merged { A }\nenum Merged { B = 1 }\n[Merged.A, Merged.B]", [0, 1]],
    ["export enum Shown { A = 'a' }\nShown.A", "a"],
    ["namespace Outer.Inner { export const a = 1 }\nOuter.Inner.a", 1],
    ["class Box { size = 1 }\nnamespace Box { export const unit = new Box() }\nBox.unit.size", 1],
    ["function call(): number { return call.times }\nnamespace call { export let times = 3 }\ncall()", 3],
    [
      "class Point { constructor(readonly x: number, private y = 2) {} get sum() { return this.x + this.y } }\nnew Point(1).sum",
      3,
    ],
    [
      "abstract class Shape { abstract area(): number }\nclass Square extends Shape { area() { return 4 } }\nnew Square().area()",
      4,
    ],
    ["const tuple = <const T,>(value: T) => value;\ntuple([1, 2] as const satisfies readonly number[])", [1, 2]],
    ["function id<T>(x: T): T { return x }\nid<number>(3)", 3],
    ["const angled = <number>3;\nangled", 3],
    ["interface Named { name: string }\ntype Alias = Named & { a: 1 }\ndeclare const nowhere: Alias\n5", 5],
    [
      "function over(a: string): string\nfunction over(a: number): number\nfunction over(a: any) { return a }\nover(1)",
      1,
    ],
    ["const maybe: { a?: { b: number } } = { a: { b: 2 } };\nmaybe.a!.b", 2],
    ["import path = require('node:path');\npath.posix.join('a', 'b')", "a/b"],
    ["import { type Nothing, apple } from 'shop'\nlet fruit: Nothing = apple\nfruit", 1],
    ["import type { Gone } from 'nowhere'\n1", 1],
    ["new Map<string, number>\n1", 1],
  ])("%s", async (source, value) => {
    (globalThis as { require?: unknown }).require ??= (name: string) => process.getBuiltinModule(name);
    expect(await result(source)).toEqual(value);
  });

  test("an enum declared again forgets its old members", async () => {
    expect(await result("enum Fresh { A }", "enum Fresh { B }\nFresh")).toEqual({ 0: "B", B: 0 });
  });

  test("a namespace declared again forgets its old members", async () => {
    expect(
      await result("namespace Anew { export const a = 1 }", "namespace Anew { export const b = 1 }\nAnew"),
    ).toEqual({ b: 1 });
  });
});

describe("JavaScript", () => {
  test.each([
    ["function* count() { yield* [1, 2] }\n[...count()]", [1, 2]],
    [
      "let found = 0;\nouter: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) { if (i === 1) break outer; found++ }\nfound",
      3,
    ],
    ["let seen = '';\nfor await (const letter of ['a', 'b']) seen += letter;\nseen", "ab"],
    ["const { a, ...others } = { a: 1, b: 2, c: 3 };\n[a, others]", [1, { b: 2, c: 3 }]],
    ["var u = 1, { v, w = 3 } = { v: 2 }, [z] = [4];\n[u, v, w, z]", [1, 2, 3, 4]],
    ["var twice = 1; var twice = 2;\ntwice", 2],
    ["let order = [];\nvar [first] = [1]\nvar [second] = [2]\norder.push(first, second)\norder", [1, 2]],
    ["for (var last of [1, 2]) {}\nlast", 2],
    ["for (var { length } in { abc: 1 }) {}\nlength", 3],
    ["const early = later();\nfunction later() { return 3 }\nearly", 3],
    [
      "const evens = (n) => (n === 0 ? true : odds(n - 1));\nconst isEven = evens(4);\nfunction odds(n) { return n === 0 ? false : evens(n - 1) }\nisEven",
      true,
    ],
    ["function named() {}\nnamed.name", "named"],
    ["var shown = () => {};\nshown.name", "shown"],
    ["function withDefault(a = 1) { return a }\n[withDefault(), 1]", [1, 1]],
    ["(function () { return this })() === undefined", true],
    ["(await import('shop')).pear", 2],
    ["import.meta.dirname", "/notebook"],
    ["import till, * as all from 'shop'\n[till, all.pear]", ["till", 2]],
    ["import { 'green apple' as green, default as till2 } from 'shop'\n[green, till2]", [3, "till"]],
    ["import {\n  apple,\n  pear as p,\n} from 'shop';\napple + p", 3],
    ["const after = fromShop;\nimport { pear as fromShop } from 'shop'\nafter", 2],
    ["import data from './data.json' with { type: 'json' }\ndata", { a: 1 }],
    ["export const exported = 1, other = 2\nexport { exported as renamed }\nexport * from 'shop'\nexported + other", 3],
  ])("%s", async (source, value) => {
    expect(await result(source)).toEqual(value);
  });

  test("is strict", async () => {
    await expect(run("undeclaredName = 1")).rejects.toThrow("undeclaredName is not defined");
  });

  test("a missing export that the cell uses is an error; a name that may be a type is not", async () => {
    await expect(run("import { plum } from 'shop'\nplum()")).rejects.toThrow("no export named plum");
    expect(await result("import { Fruit, apple } from 'shop'\nconst x: Fruit = apple\nx")).toBe(1);
  });
});

describe("using", () => {
  const log = "const note = (name) => ({ name, [Symbol.dispose]() { closed.push(name) } });";

  test("at top level is disposed of at the end of the cell, last first", async () => {
    await run(`const closed = [];\n${log}`);
    expect(
      await result(
        "using a = note('a'), b: { name: string } = note('b');\nawait using c = note('c');\n[...closed, c.name]",
      ),
    ).toEqual(["c"]);
    expect(await result("closed")).toEqual(["c", "b", "a"]);
  });

  test("in a block is disposed of at its end", async () => {
    expect(await result(`const closed = [];\n${log}\n{ using d = note('d'); }\nclosed`)).toEqual(["d"]);
  });
});

describe("decorators", () => {
  const twice = `function twice<This, Args extends unknown[]>(
  method: (this: This, ...args: Args) => number,
  context: ClassMethodDecoratorContext,
) {
  return function (this: This, ...args: Args) { return 2 * method.call(this, ...args) };
}`;

  test("of methods, with their context", async () => {
    expect(
      await result(`${twice}\nclass Sum { @twice add(a: number, b: number) { return a + b } }\nnew Sum().add(1, 2)`),
    ).toBe(6);
  });

  test("of classes and accessors, beside enums, imports, magics and using", async () => {
    const cell = `%who
import { pear } from "shop";
const register = (target: Function, context: ClassDecoratorContext) => { names.push(context.name!) };
const names: string[] = [];
enum Size { Big = 9 }
using held = { [Symbol.dispose]() { names.push("closed") } };
@register class Kept { accessor size: Size = Size.Big; static pear = pear }
[[...names], new Kept().size, Kept.pear]`;
    expect(await result(cell)).toEqual([["Kept"], 9, 2]);
    expect(await result("names")).toEqual(["Kept", "closed"]);
  });
});

describe("JSX", () => {
  test("with a function in scope", async () => {
    const h = "const h = (type, props, ...children) => ({ type, props, children }), Fragment = 'fragment';";
    expect(await result(h, "/** @jsx h */\n<b id='1'>hi</b>")).toEqual({
      type: "b",
      props: { id: "1" },
      children: ["hi"],
    });
    expect(await result("/** @jsx h\n @jsxFrag Fragment */\nconst typed: object = <>a</>;\ntyped")).toMatchObject({
      type: "fragment",
    });
  });

  test("with imported functions", async () => {
    expect(await result("<b>hi</b>")).toEqual({ by: "react", type: "b", children: "hi" });
    expect(await result("/** @jsxImportSource tiny */\n<b>hi</b>")).toEqual({ by: "tiny", type: "b", children: "hi" });
  });
});

describe("magics", () => {
  test("are awaited in their place", async () => {
    const { magics, result: value } = await run("%who\nconst m = 1;\n%plugin load  gp \nm");
    expect(magics).toEqual([
      ["who", ""],
      ["plugin", "load  gp"],
    ]);
    expect(value).toBe(1);
  });

  test("are none in templates, comments and open brackets", async () => {
    const cell = "const text = `\n%who\n${1}\n%who`;\n/*\n%who\n*/\n[text,\n%who\n]";
    expect(() => compileCell(cell)).toThrow("Unexpected token");
    const { magics, result: value } = await run("const text = `\n%who\n${1}\n%who`;\n/*\n%who\n*/\ntext");
    expect(magics).toEqual([]);
    expect(value).toBe("\n%who\n1\n%who");
  });

  test("run before the imports below them", async () => {
    const order: string[] = [];
    Object.assign(globalThis, { noteOrder: (name: string) => order.push(name) });
    const { code } = compileCell("%npm install shop\nimport { pear } from 'shop'\npear");
    expect(code.indexOf("__magic")).toBeLessThan(code.indexOf("__import"));
  });

  test.each([
    ["of several statements", "%time let a = 1; for (let i = 0; i < 3; i++) a += marks();\nafter()"],
    ["of types too", "%time let b: number = 1; marks(); marks(); marks()\nafter()"],
    ["over several lines", "%time marks(); for (const i of [1, 2])\n  marks()\nafter()"],
    ["that is the whole cell", "%time marks(); marks(); marks()"],
  ])("%time measures a line %s", async (_, source) => {
    const { code } = compileCell(source);
    const measured = code.slice(code.indexOf("__timeStart()"), code.indexOf("__timeStop()"));
    expect(measured).toContain("marks()");
    expect(code.slice(code.indexOf("__timeStop()"))).not.toContain("marks()");
    expect(measured).not.toContain("after()");
  });

  test("%time keeps what its code declares", async () => {
    const { timed, result: value } = await run(
      "%time const timedName = await Promise.resolve({\n  a: 5,\n})\ntimedName.a",
    );
    expect([timed, value]).toEqual([2, 5]);
    expect((await run("%time 1 + 1")).result).toBe(2);
    expect((await run("%time const typedName: number = 3")).timed).toBe(2);
    expect((await run("%time")).magics).toEqual([["time", ""]]);
  });

  test("are listed with their lines", () => {
    expect(compileCell("let a = 1\n\n%types strict\n").magics).toEqual([
      { name: "types", argument: "strict", line: 3 },
    ]);
  });

  test("of whole cells do not exist", () => {
    expect(() => compileCell("%%html\n<b>")).toThrow("Cell magics");
  });
});

test("an expression may stand alone", async () => {
  expect(compileExpression("1 + 1")).toContain("__result(");
  expect(() => compileCell("let a = 1\nlet b = a +\n")).toThrow("The cell ends before its last statement is complete.");
  expect(() => compileCell("let a = ]")).toThrow("Unexpected token.");
  expect(() => compileExpression("let a = 1")).toThrow();
  expect(() => compileExpression("1; 2")).toThrow();
});

test("an unused import still loads its module", () => {
  expect(compileCell("import { a, b } from 'x'").code).toMatchInlineSnapshot(
    `""use strict";let { a, b } = await __import('x', undefined, [], (__was, __now) => { if (a === __was["a"]) a = __now["a"]; if (b === __was["b"]) b = __now["b"]; });"`,
  );
  expect(compileCell("import 'x'\nimport {} from 'y'").code).toMatchInlineSnapshot(`
    ""use strict";await __import('x');
    await __import('y');"
  `);
});

test("code, for those who read it", () => {
  const code = (source: string) => compileCell(source).code;
  expect(code("const a = 1;\nfunction f() {}\na")).toMatchInlineSnapshot(`
    ""use strict";let a = 1;
    let f = function () {};
    __result(a)"
  `);
  expect(
    code("import d, { a as b } from 'x'; import * as n from 'y' with { type: 'json' }\nb(n)"),
  ).toMatchInlineSnapshot(`
    ""use strict";let { "default": d, "a": b } = await __import('x', undefined, ["a"], (__was, __now) => { if (d === __was["default"]) d = __now["default"]; if (b === __was["a"]) b = __now["a"]; }); let n = await __import('y', { with: { type: 'json' } }, [], (__was, __now) => { if (n === __was) n = __now; });
    __result(b(n))"
  `);
  expect(code("var a: number = 1, { b } = c\nfor (var i = 0;;) break")).toMatchInlineSnapshot(`
    ""use strict";let a, b, i;a         = 1, ({ b } = c)
    for (i = 0;;) break"
  `);
  expect(code("await using a = open()\nimport('x')")).toMatchInlineSnapshot(`
    ""use strict";let a = __useAsync(open())
    __result(__import('x'))"
  `);
  expect(code("%time const a = 1\n%who\nexport default a")).toMatchInlineSnapshot(`
    ""use strict";__timeStart(); let a = 1;__timeStop();
    await __magic("who", "");
    __result(a)"
  `);
});
