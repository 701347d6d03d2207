import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { adequacyTest } from "../../../plugins/symbolic/dist/search/adequacy.js";
import { problemOf } from "./problems.js";

const ranges = { x: [0, 3], y: [1, 2] } as const;

function isAdequate(law: string, formula: string, options: { noise: number; rows?: number }) {
  const problem = problemOf(law, { ranges, ...options });
  return adequacyTest(createEvaluator(problem))(parseExpression(formula, problem.names));
}

describe("adequacyTest", () => {
  test("holds for the law itself, at any noise", () => {
    for (const noise of [0.001, 0.05, 0.5, 2]) expect(isAdequate("x * y^2", "x * y^2", { noise })).toBe(true);
  });

  test("fails where a smooth part is left", () => {
    expect(isAdequate("x * y^2", "2.3 * x * y - 0.2", { noise: 0.02 })).toBe(false);
  });

  test("fails where a part is left that is too quick for smooth functions", () => {
    expect(isAdequate("x + sin(60 * x)", "x", { noise: 0.1 })).toBe(false);
  });

  test("fails where a part is left that differs between groups", () => {
    const problem = problemOf("x * y^2", { ranges, noise: 0.1 });
    const groups = Int32Array.from({ length: problem.rows }, (_, row) => (7 * row) % 3);
    const shifted = problem.target.map((value, row) => value + 0.5 * groups[row]!);
    const leavesOnlyNoise = (target: Float64Array) =>
      adequacyTest(createEvaluator({ ...problem, groups, target }))(parseExpression("x * y^2", problem.names));
    expect(leavesOnlyNoise(problem.target)).toBe(true);
    expect(leavesOnlyNoise(shifted)).toBe(false);
  });

  test("cannot tell from a handful of rows", () => {
    expect(isAdequate("x * y^2", "x * y^2", { noise: 0.1, rows: 12 })).toBe(false);
  });

  test("is wrong as rarely as chance allows", () => {
    const laws = Array.from({ length: 100 }, (_, i) => `${1 + i / 10} * x * y`);
    const held = laws.filter((law, i) => isAdequate(law, law, { noise: 0.1, rows: 200 + i }));
    expect(held.length).toBeGreaterThan(93);
  });
});
