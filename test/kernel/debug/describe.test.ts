import { Session } from "node:inspector";
import { expect, test } from "vitest";
import { describe } from "../../../kernel-extensions/kernel/dist/debug/describe.js";

const session = new Session();
session.connect();

/** How the value of an expression is shown. */
function shown(expression: string) {
  let described: ReturnType<typeof describe> | undefined;
  session.post("Runtime.evaluate", { expression, generatePreview: true }, (_, { result }) => {
    described = describe(result);
  });
  return described!;
}

test.each([
  ["undefined", "undefined", "undefined"],
  ["null", "null", "null"],
  ["-0", "-0", "number"],
  ["12n", "12n", "bigint"],
  ['"a\\n"', '"a\\n"', "string"],
  ["Symbol('a')", "Symbol(a)", "symbol"],
  ["({ a: 1, b: 'x', f() {}, get g() { return 1; } })", '{a: 1, b: "x", f: ƒ, g: (getter)}', "Object"],
  ["[1, 'x']", '(2) [1, "x"]', "Array"],
  ["new Float64Array(3)", "Float64Array(3) [0, 0, 0]", "Float64Array"],
  ["Array.from({ length: 200 }, (_, i) => 1000000000 + i)", /^\(200\) \[1000000000, .{60,90}, …\]$/, "Array"],
  ["new Map([['a', { b: 1 }]])", 'Map(1) {"a" => {b: 1}}', "Map"],
  ["new Set([1])", "Set(1) {1}", "Set"],
  ["/a/g", "/a/g", "RegExp"],
  ["new TypeError('wrong')", "TypeError: wrong", "TypeError"],
  ["(function half(x, y = 2) { return x; })", "ƒ half(x, y = 2)", "function"],
  ["(async (x        ) => x)", "ƒ async (x)", "function"],
  ["(class Cell extends Array { a = 1; })", "class Cell extends Array", "function"],
  ["new (class Cell { a = 1 })", "Cell {a: 1}", "Cell"],
])("%s", (expression, value, type) => {
  const described = shown(expression);
  if (value instanceof RegExp) expect(described.value).toMatch(value);
  else expect(described.value).toBe(value);
  expect(described.type).toBe(type);
});

test("a long text is cut", () => {
  expect(shown("'x'.repeat(5000)").value).toHaveLength(1001);
});
