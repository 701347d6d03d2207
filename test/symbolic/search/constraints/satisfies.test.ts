import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import type { Constraint } from "../../../../plugins/symbolic/dist/search/constraints/constraint.js";
import { domainOf } from "../../../../plugins/symbolic/dist/search/constraints/domain.js";
import { satisfies } from "../../../../plugins/symbolic/dist/search/constraints/satisfies.js";
import { evolutionStage } from "../../../../plugins/symbolic/dist/search/evolution/evolution-stage.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf, run } from "../problems.js";

const domain = [
  { name: "x", low: -1, high: 2 },
  { name: "y", low: 1, high: 3 },
];
const holds = (text: string, constraint: Constraint) =>
  satisfies(parseExpression(text, ["x", "y"]), constraint, domain);

describe("satisfies", () => {
  test.each<[text: string, constraint: Constraint, expected: boolean]>([
    ["x^2 * y", { kind: "bounds", lower: 0 }, true],
    ["x^2 * y - 0.001", { kind: "bounds", lower: 0 }, false],
    ["x^2 * y", { kind: "bounds", lower: 0, upper: 12 }, true],
    ["x^2 * y", { kind: "bounds", upper: 11.99 }, false],
    ["x * y", { kind: "bounds", lower: 0, within: { x: [0, 2] } }, true],
    ["1 / x", { kind: "bounds", lower: -1e9 }, false],
    ["sqrt(x)", { kind: "bounds", lower: 0 }, false],
    ["exp(x) / y", { kind: "increasing", variable: "x" }, true],
    ["exp(x) / y", { kind: "decreasing", variable: "y" }, true],
    ["exp(x) / y", { kind: "increasing", variable: "y" }, false],
    ["x^2 * y", { kind: "increasing", variable: "x" }, false],
    ["x^2 * y", { kind: "increasing", variable: "x", within: { x: [0, 5] } }, true],
    ["x * y + 0.01 * sin(20 * x)", { kind: "increasing", variable: "x" }, true],
    ["x * y + 0.06 * sin(20 * x)", { kind: "increasing", variable: "x" }, false],
    ["y", { kind: "increasing", variable: "x" }, true],
    ["x^2 / y", { kind: "convex", variable: "x" }, true],
    ["x^2 / y", { kind: "concave", variable: "x" }, false],
    ["x^3", { kind: "convex", variable: "x" }, false],
    ["x * y", { kind: "concave", variable: "x" }, true],
    ["x * y", { kind: "value", at: { x: 0 }, value: 0 }, true],
    ["x * y + 0.01", { kind: "value", at: { x: 0 }, value: 0 }, false],
    ["x * y", { kind: "value", at: { x: 1, y: 2 }, value: 2 }, true],
    ["sin(x) / x", { kind: "value", at: { x: 0 }, value: 1 }, true],
    ["sin(x) / x", { kind: "value", at: { x: 0 }, value: 0.9 }, false],
    ["y / (1 + exp(-x))", { kind: "limit", variable: "x", to: -Infinity, value: 0 }, true],
    ["1 / (1 + exp(-x))", { kind: "limit", variable: "x", to: Infinity, value: 1 }, true],
    ["1 / (1 + exp(-x))", { kind: "limit", variable: "x", to: Infinity, value: 2 }, false],
    ["x * y", { kind: "limit", variable: "x", to: Infinity, value: Infinity }, true],
    ["y / x^2", { kind: "limit", variable: "x", to: 0, value: Infinity }, true],
    ["y / x^2", { kind: "limit", variable: "x", to: 0, value: 0 }, false],
    ["x + 1", { kind: "uses", variable: "x" }, true],
    ["x + 1", { kind: "uses", variable: "y" }, false],
    ["x + 1", { kind: "avoids", variable: "y" }, true],
    ["exp(x)", { kind: "uses", operator: "exp" }, true],
    ["exp(x)", { kind: "avoids", operator: "exp" }, false],
    ["x + y", { kind: "complexity", most: 3 }, true],
    ["x + y + 1", { kind: "complexity", most: 3 }, false],
    ["x^2 + sqrt(y)", { kind: "exponents", lower: 0.5, upper: 2 }, true],
    ["x^3", { kind: "exponents", upper: 2 }, false],
    ["(y^2)^2", { kind: "exponents", upper: 3 }, false],
    ["y^x", { kind: "exponents", lower: -9, upper: 9 }, false],
  ])("%s and %o: %s", (text, constraint, expected) => {
    expect(holds(text, constraint)).toBe(expected);
  });

  test("keeps what violates a constraint off the front", () => {
    const constraints: Constraint[] = [
      { kind: "bounds", lower: 0 },
      { kind: "avoids", operator: "square" },
    ];
    const problem = problemOf("x - 0.05 * x^2", { ranges: { x: [0, 10] }, noise: 0.3, constraints });
    const context = searchContext(problem);
    run(evolutionStage, context, 2e8);
    expect(context.front.members.length).toBeGreaterThan(0);
    for (const { expression } of context.front.members) {
      for (const constraint of constraints) {
        expect(satisfies(expression, constraint, domainOf(problem))).toBe(true);
      }
    }
    expect(context.offer(parseExpression("x - 4", ["x"]))).toBe(undefined);
  });
});
