import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { fitConstants } from "../../../../plugins/symbolic/dist/engine/fit-constants.js";
import { debugText, type Expression } from "../../../../plugins/symbolic/dist/expression/expression.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { separabilityStage } from "../../../../plugins/symbolic/dist/search/separability/separability-stage.js";
import { drive } from "../drive.js";
import { problemOf, run } from "../problems.js";

function search(problem: Problem) {
  const context = searchContext(problem);
  const { work } = drive(separabilityStage(context));
  return { front: context.front, work, total: work.reduce((sum, own) => sum + own, 0) };
}

/** What the formula leaves of the law itself, with its constants fitted to that. */
function distance(expression: Expression, clean: Problem): number {
  return fitConstants(expression, createEvaluator(clean)).loss;
}

describe("separabilityStage", { timeout: 300_000 }, () => {
  test.each([
    ["a product with an offset", "1 + tanh(x) * cos(3 * y)", { x: [-3, 3], y: [-1.5, 1.5] }],
    ["a product in a difference", "cos(2 * (x - y)) * sqrt(1 + z^2)", { x: [0, 2], y: [0, 2], z: [0, 2] }],
  ] as const)("finds %s", (_, law, ranges) => {
    const { front, work, total } = search(problemOf(law, { ranges, noise: 0.01, rows: 500 }));
    expect(distance(front.best!.expression, problemOf(law, { ranges, rows: 500 }))).toBeLessThan(1e-12);
    expect(total).toBeLessThan(2.05e9);
    expect(Math.max(...work)).toBeLessThan(2e7);
  });

  test("ends soon where there is only noise", () => {
    const { columns, ...rest } = problemOf("x + y", { ranges: { x: [0, 1], y: [0, 1] } });
    const { front, total } = search({ ...rest, columns, target: randomStream(5).normals(300).data });
    expect(front.members).toEqual([]);
    expect(total).toBeLessThan(2e8);
  });

  test("ends soon where no structure is seen", () => {
    const ranges = { x: [0.2, 3], y: [0.2, 3] } as const;
    const { front, total } = search(problemOf("sin(x * y + x) / (1 + x^2 * y) + exp(-x * y^2)", { ranges }));
    expect(front.members).toEqual([]);
    expect(total).toBeLessThan(2e8);
  });

  test("does nothing where a formula leaves nothing but noise, there is one variable, or rows are few", () => {
    const context = searchContext(problemOf("x * y", { ranges: { x: [1, 2], y: [1, 2] } }));
    context.offer({
      kind: "apply",
      operator: "multiply",
      operands: [
        { kind: "variable", index: 0 },
        { kind: "variable", index: 1 },
      ],
    });
    expect(run(separabilityStage, context)).toBe(0);
    expect(search(problemOf("x^2", { ranges: { x: [1, 2] } })).total).toBe(0);
    expect(search(problemOf("x / y", { ranges: { x: [1, 2], y: [1, 2] }, rows: 12 })).total).toBe(0);
  });

  test("takes the same course every time", () => {
    const problem = problemOf("x^2 + sin(3 * y)", { ranges: { x: [0, 2], y: [0, 3] }, noise: 0.02, rows: 150 });
    const [first, second] = [problem, problem].map((one) => {
      const { front, total } = search(one);
      return [total, ...front.members.map(({ expression }) => debugText(expression))];
    });
    expect(second).toEqual(first);
    expect(first!.length).toBeGreaterThan(1);
  });
});
