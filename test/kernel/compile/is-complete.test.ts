// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { expect, test } from "vitest";
import { isComplete } from "../../../kernel-extensions/kernel/dist/compile/is-complete.node.js";

test.each([
  [
    "complete",
    [
      "",
      "1 + 1",
      "/[(]/",
      "let a: number = 1",
      "// note",
      "%who",
      "%time f()",
      "if (a) {}",
      "<b>hi</b>",
      "const f = <T>(x: T) => x",
      "let s = `a${`b`}`",
      "{a: 1, b: 2}",
      "f\n  .g()",
      "try {} catch {}",
    ],
  ],
  [
    "incomplete",
    [
      "let x = ",
      "`abc",
      "`a ${x",
      "`a ${x} b",
      "if (x) {",
      "class A {",
      "foo(",
      "foo( // note",
      "/* open",
      "a.",
      "x =>",
      "[1, 2,",
      "function f(a: number",
      "try {",
      "try {}",
      "interface A {",
      "type A =",
      "@decorate",
      "%who\nfor (;;) {",
      "<b><i>hi</i>",
      "async () => {\n  await f(",
      "if (x)",
    ],
  ],
  ["invalid", ["1 +* 2;", "}", "let 1 = 2", "'open", "foo)", "let a = 1; let a = 2", "{ a: 1 ]", "const a"]],
] as const)("%s", (status, sources) => {
  for (const source of sources) expect({ source, status: isComplete(source).status }).toEqual({ source, status });
});

test("the next line is indented below what is open", () => {
  expect(isComplete("if (x) {").indent).toBe("  ");
  expect(isComplete("if (x) {\n  foo(1,").indent).toBe("  ");
  expect(isComplete("if (x) {\n  foo(").indent).toBe("    ");
  expect(isComplete("`open").indent).toBe("");
});
