// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCell } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { wayBack } from "../../../kernel-extensions/kernel/dist/compile/way-back.node.js";

/** Where `word` of the compiled code stands in the user's text, counted from 1. */
function origin(source: string, word = "thrower") {
  const { code, steps } = compileCell(source);
  const before = code.slice(0, code.indexOf(word)).split("\n");
  const position = wayBack({ code, source, steps })(before.length, before.at(-1)!.length + 1);
  return [position?.line, position?.column];
}

describe("positions", () => {
  test.each([
    ["thrower()", [1, 1]],
    ["let a = 1; thrower()", [1, 12]],
    ["const a = 1;\nconst b = thrower();\na", [2, 11]],
    ["interface A {\n  a: number;\n  b: number;\n}\n\nconst a: A = thrower();", [6, 14]],
    ["import {\n  a,\n} from 'x';\nconst b: number = thrower();", [4, 19]],
    ["import { a } from 'x'; thrower()", [1, 24]],
    ["%who\n%time const a = thrower()", [2, 17]],
    ["const a = 1;\na;\nfunction f(): void {\n  thrower();\n}", [4, 3]],
    ["f();\nfunction f() {\n  thrower();\n}", [3, 3]],
    ["enum A { B, C }\nnamespace N {\n  export const a = thrower();\n}", [3, 20]],
    ["class A {\n  @d m() {}\n  n() {\n    thrower();\n  }\n}", [4, 5]],
    ["/** @jsx h */\nconst a =\n  <b>{thrower()}</b>", [3, 7]],
    ["var a = 1;\r\nvar b: number = thrower();\r\n", [2, 17]],
    ["using a = thrower()", [1, 11]],
    ["let x: string = 'é😀'; thrower()", [1, 24]],
    ["let y = 'é😀'; thrower()", [1, 16]],
    ["interface A {} const a: A = thrower() as A;", [1, 29]],
    ["{ a: thrower() }", [1, 6]],
    ["%who x\n%time enum A { B } thrower()", [2, 20]],
    ["import { a } from 'x';\na;\nfunction f(): void {\n  thrower();\n}\nimport 'y';", [4, 3]],
    ["using u = x;\nclass A {\n  @d m(): void {\n    thrower();\n  }\n}", [4, 5]],
    ["using u = thrower();\nclass A {\n  @d m(): void {}\n}", [1, 11]],
  ])("%j", (source, place) => {
    expect(origin(source)).toEqual(place);
  });

  test("of what the compiler added do not exist", () => {
    expect(origin("var a = 1", "use strict")).toEqual([undefined, undefined]);
    expect(origin("a as B", "use strict")).toEqual([undefined, undefined]);
    expect(origin("enum A { B }", "let A")).toEqual([undefined, undefined]);
  });

  test("of an import are those of its statement", () => {
    expect(origin("a;\n  import { b } from 'x';", "__import")).toEqual([2, 3]);
  });

  test("of any statement among statements of all kinds", () => {
    const statement = fc.constantFrom(
      "import { x } from 'x';",
      "interface I { a: 1 }",
      "const a: number = 1;",
      "function f(a: string) {\n  return a;\n}",
      "enum E { A }",
      "// comment",
      "",
      "var v = 1;",
      "export const e = 1;",
      "`\n${1}\n`;",
      "type T = {\n  a: 1;\n};",
      "%who",
    );
    fc.assert(
      fc.property(fc.uniqueArray(statement), fc.uniqueArray(statement), (before, after) => {
        const source = [...before, "thrower(1, 2);", ...after.filter((line) => !before.includes(line))].join("\n");
        const line = before.join("\n").split("\n").length + (before.length > 0 ? 1 : 0);
        expect(origin(source)).toEqual([line, 1]);
      }),
    );
  });
});

describe("syntax errors", () => {
  test.each([
    ["const a = 1;\nconst b = ;", 2, 11],
    ["let x = @", 1, 10],
    ["return 3", 1, 1],
    ["interface A { a: 1 }\nlet a: number = 1;\nlet a = 2;", 2, 5],
    ["%who\nlet a = 1 +* 2;", 2, 12],
    ["const a = <b>hi</c>;\n", 1, 18],
    ["for (;;) {\n  foo(\n}", 3, 1],
    ["{ a: 1, b }}", 1, 12],
    ["const a = 1;\nif (a) import b from 'c'", 2, 8],
    ["const a = <b/>;\nlabel: export const b = 1", 2, 8],
  ])("%j", (source, line, column) => {
    expect(() => compileCell(source)).toThrow(expect.objectContaining({ code: "SYNTAX_ERROR", line, column }));
  });

  test("show the line", () => {
    try {
      compileCell("const a = 1;\n\tconst b = ;");
    } catch (error) {
      expect((error as { frame: string }).frame).toBe("2 | \tconst b = ;\n    \t          ^");
    }
    expect.assertions(1);
  });

  test("are the only errors, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            "a",
            "(",
            ")",
            "{",
            "}",
            "`",
            "$",
            "%",
            "\n",
            "<",
            ">",
            "=",
            " ",
            "let ",
            "/",
            "import ",
            "@",
            ";",
          ),
        }),
        (source) => {
          try {
            compileCell(source);
          } catch (error) {
            expect(error).toMatchObject({ code: "SYNTAX_ERROR" });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
