import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCell } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { Places } from "../../../kernel-extensions/kernel/dist/compile/places.node.js";
import { transform } from "../../../kernel-extensions/kernel/dist/user/modules/transform.node.js";

const cell = (source: string) => new Places({ ...compileCell(source), source });
const file = (source: string) => new Places(transform("/a.ts", source));

/** The position of `word` in the code, or of what follows it by `after`. */
function at(places: Places, word: string) {
  const before = places.code.slice(0, places.code.indexOf(word)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

describe("the place for a breakpoint", () => {
  test.each([
    ["const a = 1;\nconst b = 2;", 2, 2, 1],
    ["interface A {\n  a: number;\n}\nlet a = 1;", 1, 4, 1],
    ["function f() {\n  return 1;\n}\nf();", 1, 2, 3],
    ["f();\nfunction f() {\n  g();\n}", 3, 3, 3],
    ["a\n  .map((x) => x)\n  .filter(Boolean)", 3, 3, 4],
    ["import { a } from 'x';\na", 1, 1, 1],
    ["let a;\nvar b = 2;", 1, 2, 5],
    ["%who\na", 1, 1, 1],
    ["for (;;) {\n  const b: number = 2;\n}", 2, 2, 3],
    ["enum A { B }\nconst a: number = 1;\na", 2, 2, 1],
  ])("in %j below line %i", (source, line, foundLine, column) => {
    expect(cell(source).below(line)?.source).toEqual({ line: foundLine, column });
  });

  test("does not exist behind the last statement", () => {
    expect(cell("a;\n// the end").below(2)).toBeUndefined();
    expect(cell("let a;").below(1)).toBeUndefined();
  });

  test("leads back to its own line, in cells and files of all kinds of statements", () => {
    const statement = fc.constantFrom(
      "import { x } from 'x';",
      "interface I { a: 1 }",
      "const a: number = 1;",
      "function f(a: string) {\n  return a;\n}",
      "enum E { A }",
      "// comment",
      "export const e = 1;",
      "type T = {\n  a: 1;\n};",
      "if (q as any) {\n  r();\n}",
      "[1].map((v: number) => v)\n  .at(0);",
    );
    fc.assert(
      fc.property(fc.uniqueArray(statement, { minLength: 1 }), fc.constantFrom(cell, file), (statements, open) => {
        const source = [...statements, "last();"].join("\n");
        const places = open(source);
        const lines = source.split("\n").length;
        for (let line = 1; line <= lines; line++) {
          const place = places.below(line)!;
          expect(place.source.line).toBeGreaterThanOrEqual(line);
          expect(places.source(place.code)).toEqual(place.source);
          if (line === lines) expect(place.source).toEqual({ line, column: 1 });
        }
      }),
    );
  });
});

describe("the source of a position in the code", () => {
  test("is that of the last expression, which the compiler wraps", () => {
    const places = cell("const a = 1;\na + 1");
    expect(places.source(at(places, "__result"))).toEqual({ line: 2, column: 1 });
  });

  test("does not exist for what the compiler added, and for what lies behind the code", () => {
    const places = cell("let a = 1;\nfunction f() {}\nvar b = a;");
    expect(places.source(at(places, '"use strict"'))).toBeUndefined();
    expect(places.source(at(places, "let f"))).toBeUndefined();
    expect(places.source({ line: 4, column: 31 })).toBeUndefined();
    expect(places.nearest({ line: 4, column: 31 })).toEqual({ line: 3, column: 11 });
  });
});

describe("an exception is caught", () => {
  const source =
    "function f() {\n  a();\n  try {\n    b();\n    [1].map(() => c());\n  } catch {\n    d();\n  }\n  try { e(); } finally {}\n}";
  test.each([
    ["a()", false],
    ["b()", true],
    ["c()", false],
    ["[1]", true],
    ["d()", false],
    ["e()", false],
  ])("at %s: %s", (word, caught) => {
    const places = cell(source);
    expect(places.catches(at(places, word))).toBe(caught);
  });
});
