// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { beforeAll, describe, expect, test } from "vitest";

import { openRepl } from "./repl.ts";

let run: Awaited<ReturnType<typeof openRepl>>;
const modules = {
  shop: { default: "till", apple: 1, pear: 2 },
  "react/jsx-runtime": { jsx: (type: string, props: object) => ({ type, ...props }) },
};
beforeAll(async () => {
  run = await openRepl(modules);
});
const result = async (...cells: string[]) => {
  let last: unknown;
  for (const cell of cells) last = (await run(cell)).result;
  return last;
};

describe("the last expression", () => {
  test.each([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["const lastA = 3;\nlastA // three", 3],
    ["const lastB = 3\nlastB\n/* three\n*/\n", 3],
    ["1, 2", 2],
    ["await Promise.resolve(7)", 7],
    ["'text'", "text"],
    ["'use strict'", "use strict"],
    ["`a\n${1}`", "a\n1"],
    ["4 as number", 4],
    ["(5)", 5],
    ["6;;", 6],
    ["export default 8", 8],
    ["let lastC = 0; for (const i of [1, 2]) lastC += i", undefined],
    ["const lastD = 4", undefined],
    ["", undefined],
    ["// nothing", undefined],
    ["#!/usr/bin/env node\n9", 9],
    ["\uFEFF10", 10],
    ["const lastE = 1\r\nlastE + 10\r\n", 11],
  ])("%j gives %j", async (source, value) => {
    expect(await result(source)).toEqual(value);
  });

  test("may be an object literal", async () => {
    expect(await result("{a: 1}")).toEqual({ a: 1 });
    expect(await result("{a: 1, b: [2]}\n")).toEqual({ a: 1, b: [2] });
    expect(await result("{ let a = 1; a }")).toBeUndefined();
  });

  test("may be a function or an arrow", async () => {
    expect(await result("x => x")).toBeTypeOf("function");
  });
});

describe("names of earlier cells", () => {
  const declarations: [string, (name: string) => string, (name: string) => string][] = [
    ["const", (n) => `const ${n} = 1`, (n) => n],
    ["typed const", (n) => `const ${n}: number = 1`, (n) => n],
    ["let", (n) => `let ${n} = 1`, (n) => n],
    ["var", (n) => `var ${n} = 1`, (n) => n],
    ["typed var", (n) => `var ${n}: number = 1`, (n) => n],
    ["var in a block", (n) => `if (true) { var ${n} = 1 }`, (n) => n],
    ["var in a loop", (n) => `for (var ${n} = 0; ${n} < 1; ${n}++);`, (n) => n],
    ["pattern", (n) => `const { a: ${n} } = { a: 1 }`, (n) => n],
    ["var pattern", (n) => `var { a: ${n}, ...${n}2 } = { a: 1 }`, (n) => n],
    ["array pattern", (n) => `let [, ${n} = 1] = [0]`, (n) => n],
    ["function", (n) => `function ${n}() { return 1 }`, (n) => `${n}()`],
    ["async function", (n) => `async function ${n}() { return 1 }`, (n) => `await ${n}()`],
    ["generator", (n) => `function* ${n}() { yield 1 }`, (n) => `${n}().next().value`],
    ["class", (n) => `class ${n} { static one: number = 1 }`, (n) => `${n}.one`],
    ["enum", (n) => `enum ${n} { One = 1 }`, (n) => `${n}.One`],
    ["const enum", (n) => `const enum ${n} { One = 1 }`, (n) => `${n}.One`],
    ["namespace", (n) => `namespace ${n} { export const one = 1 }`, (n) => `${n}.one`],
    ["import", (n) => `import { apple as ${n} } from "shop"`, (n) => n],
    ["namespace import", (n) => `import * as ${n} from "shop"`, (n) => `${n}.apple`],
    ["exported const", (n) => `export const ${n} = 1`, (n) => n],
    ["exported function", (n) => `export default function ${n}(): number { return 1 }`, (n) => `${n}()`],
    ["using", (n) => `using ${n} = { one: 1, [Symbol.dispose]() {} }`, (n) => `${n}.one`],
  ];
  test.each(declarations)("%s: declared again as anything", async (_, first, readFirst) => {
    for (const [index, [, second, readSecond]] of declarations.entries()) {
      const name = `again${declarations.findIndex((entry) => entry[1] === first)}_${index}`;
      expect(await result(first(name), readFirst(name))).toBe(1);
      expect(await result(second(name), readSecond(name))).toBe(1);
      expect(await result(`(() => ${readSecond(name).replace("await ", "")})()`)).toBe(1);
    }
  });
});
