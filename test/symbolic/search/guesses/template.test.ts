import { describe, expect, test } from "vitest";
import { constantsOf, debugText } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseTemplate } from "../../../../plugins/symbolic/dist/search/guesses/template.js";

const names = ["x", "y", "z"];

describe("parseTemplate", () => {
  test("reads placeholders, unknown constants and numbers that stay", () => {
    const { expression, placeholders, variableCount } = parseTemplate("f(x, y) + a * g( z ) / 273.15", names);
    expect(placeholders).toEqual([
      { name: "f", variables: [0, 1] },
      { name: "g", variables: [2] },
    ]);
    expect(variableCount).toBe(3);
    expect(debugText(expression)).toBe("add(x3, divide(multiply(1, x4), 273.15))");
    expect(constantsOf(expression)).toEqual([1]);
  });

  test("knows functions and variables whose names begin alike", () => {
    const { placeholders, expression } = parseTemplate("exp(-k * x) * ex(y)", names);
    expect(placeholders).toEqual([{ name: "ex", variables: [1] }]);
    expect(constantsOf(expression)).toHaveLength(1);
  });

  test.each([
    ["f(x) + f(y)", "placeholder f occurs twice"],
    ["a * x + a", "unknown constant a occurs twice"],
    ["f(x + 1)", "other arguments than variables"],
    ["f(w)", "other arguments than variables"],
  ])("refuses %s", (text, reason) => {
    expect(() => parseTemplate(text, names)).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" }));
    expect(() => parseTemplate(text, names)).toThrow(reason);
  });
});
