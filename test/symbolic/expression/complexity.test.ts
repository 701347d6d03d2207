import { describe, expect, test } from "vitest";
import { complexityOf } from "../../../plugins/symbolic/dist/expression/complexity.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";

const complexity = (text: string) => complexityOf(parseExpression(text, ["x", "v", "c"]));

describe("complexityOf", () => {
  test.each([
    ["x * v / c", 5],
    ["2.5 * x^2", 4],
    ["sqrt(x)", 2],
    ["exp(x)", 3],
    ["sin(x)", 5],
    ["pi * x", 4],
    ["[1, 2, 3][group] * x", 5],
  ])("of %s is %d", (text, expected) => {
    expect(complexity(text)).toBe(expected);
  });

  test.each([
    ["a function inside a function", "sin(exp(x))", "sin(x) + v"],
    ["a root inside a function", "cos(sqrt(x))", "sqrt(cos(x))"],
    ["a fourth power", "(x^2)^2", "x^2 * v"],
    ["a cosine for a square root", "cos(v / c)", "c * sqrt(c - v)"],
  ])("counts %s for more", (_, more, less) => {
    expect(complexity(more)).toBeGreaterThan(complexity(less));
  });
});
