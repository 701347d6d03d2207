import { describe, expect, test } from "vitest";
import { apply, fixed, variable } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import type { Constraint } from "../../../../plugins/symbolic/dist/search/constraints/constraint.js";
import { prove } from "../../../../plugins/symbolic/dist/search/constraints/prove.js";
import { satisfies } from "../../../../plugins/symbolic/dist/search/constraints/satisfies.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf } from "../problems.js";

const domain = [
  { name: "x", low: -1, high: 2 },
  { name: "y", low: 1, high: 3 },
];
const formula = (text: string) => parseExpression(text, ["x", "y"]);

describe("prove", () => {
  test.each<[what: string, text: string, constraint: Constraint]>([
    ["a narrow pole", "x + y + 0.000001 / (x - 0.7123)", { kind: "bounds", lower: -1 }],
    ["a narrow spike", "x * y + 0.0000001 / ((x - 0.71317)^2 + 0.000000001)", { kind: "bounds", upper: 20 }],
    ["a narrow gap without a value", "y + 5 * x + sqrt((x - 0.7123)^2 - 0.0000000001)", { kind: "bounds", lower: -9 }],
    [
      "a fall between two rises",
      "x * y + 0.00001 / ((x - 0.7123)^2 + 0.0000001)",
      { kind: "increasing", variable: "x" },
    ],
    [
      "a rise between two falls",
      "0.00001 / ((x - 0.7123)^2 + 0.0000001) - x * y",
      { kind: "decreasing", variable: "x" },
    ],
    ["a dent in a hollow", "x^2 + 0.0000001 / ((x - 0.7123)^2 + 0.00001)", { kind: "convex", variable: "x" }],
  ])("finds %s, which the grid misses", (_, text, constraint) => {
    expect(satisfies(formula(text), constraint, domain)).toBe(true);
    expect(prove(formula(text), constraint, domain)).toBe("fails");
  });

  test.each<[text: string, constraint: Constraint]>([
    ["x^2 * y", { kind: "bounds", lower: 0, upper: 12 }],
    ["exp(x) / y", { kind: "increasing", variable: "x" }],
    ["exp(x) / y", { kind: "decreasing", variable: "y" }],
    ["x * y / (3 + x + y)", { kind: "increasing", variable: "x" }],
    ["x * y / (3 + x + y)", { kind: "concave", variable: "x", within: { x: [0, 5] } }],
    ["sqrt(x)", { kind: "increasing", variable: "x", within: { x: [0, 2] } }],
    ["x + 1", { kind: "avoids", variable: "y" }],
  ])("is sure that %s keeps %o", (text, constraint) => {
    expect(prove(formula(text), constraint, domain)).toBe("holds");
  });

  test.each<[why: string, text: string, constraint: Constraint]>([
    ["a value at points", "x * y", { kind: "value", at: { x: 0 }, value: 0 }],
    ["a slope without a value", "x + 0.5 * abs(x - 0.5)", { kind: "increasing", variable: "x" }],
    ["a value that grows beyond all bounds", "1 / (x - 0.7123)^2", { kind: "bounds", lower: 0 }],
  ])("leaves %s undecided", (_, text, constraint) => {
    expect(prove(formula(text), constraint, domain)).toBe("undecided");
  });

  test("takes rounding for no violation", () => {
    expect(prove(formula("x^2 + 0.3"), { kind: "bounds", lower: 0.1 + 0.2 }, domain)).toBe("holds");
    expect(prove(formula("x^2 + 0.3"), { kind: "bounds", lower: 0.3 + 1e-6 }, domain)).toBe("fails");
  });

  test("asks of constants per group that it holds in every group", () => {
    const rising: Constraint = { kind: "increasing", variable: "x" };
    expect(prove(formula("[1, 2, 0.5][group] * x"), rising, domain)).toBe("holds");
    expect(prove(formula("[1, 2, -0.5][group] * x"), rising, domain)).toBe("fails");
    expect(satisfies(formula("[1, 2, 0.5][group] * x"), rising, domain)).toBe(true);
    expect(satisfies(formula("[1, 2, -0.5][group] * x"), rising, domain)).toBe(false);
  });

  test("keeps a formula with a pole between the rows off the front", () => {
    const pole = apply("divide", fixed(1e-6), apply("subtract", variable(0), fixed(0.7123)));
    const formula = apply("add", variable(0), pole);
    const front = (constraints: Constraint[]) => {
      const context = searchContext(problemOf("x", { ranges: { x: [0, 2] }, noise: 0.01, constraints }));
      context.offer(formula);
      return context.front.members;
    };
    expect(front([])).toHaveLength(1);
    expect(front([{ kind: "bounds", lower: -1 }])).toEqual([]);
  });
});
