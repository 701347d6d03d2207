import { describe, expect, test } from "vitest";
import {
  agreesInDimension,
  dimensionOfExpression,
} from "../../../../plugins/symbolic/dist/expression/dimension-of-expression.js";
import { nodesOf, variablesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { skeletonOf } from "../../../../plugins/symbolic/dist/expression/skeleton-of.js";
import { evolutionStage } from "../../../../plugins/symbolic/dist/search/evolution/evolution-stage.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf, run } from "../problems.js";

const length = [1, 0, 0, 0, 0, 0, 0, 0];
const time = [0, 0, 1, 0, 0, 0, 0, 0];

const fall = problemOf("v * t + g * t^2 / 2", {
  ranges: { v: [1, 5], t: [1, 3], g: [8, 11] },
  dimensions: [[1, 0, -1, 0, 0, 0, 0, 0], time, [1, 0, -2, 0, 0, 0, 0, 0]],
  targetDimension: length,
});

function evolved(problem: Problem, work: number) {
  const context = searchContext(problem);
  run(evolutionStage, context, work);
  return context;
}

describe("evolutionStage", () => {
  test("finds a law with units", () => {
    expect(evolved(fall, 1.5e9).isSolved).toBe(true);
  });

  test("finds a law without units, with constants inside", () => {
    const law = "1.5 * x / (y + 2.5)";
    expect(evolved(problemOf(law, { ranges: { x: [0, 3], y: [0, 3] } }), 3e9).isSolved).toBe(true);
  });

  test("makes only formulas of the right unit", () => {
    const context = searchContext(fall);
    const offered = new Set<string>();
    const { offer } = context;
    context.offer = (expression) => {
      offered.add(skeletonOf(expression));
      const dimension = dimensionOfExpression(expression, fall);
      expect(dimension && agreesInDimension(dimension, length)).toBe(true);
      return offer(expression);
    };
    run(evolutionStage, context, 1e8);
    expect(offered.size).toBeGreaterThan(3);
  });

  test("works at the scales of atoms and stars", () => {
    const problem = problemOf("h * n + m * c^2", {
      ranges: { h: [5e-34, 8e-34], n: [1e14, 9e14], m: [1e-36, 9e-36], c: [2e8, 4e8] },
    });
    expect(evolved(problem, 2e9).isSolved).toBe(true);
  });

  test("starts from what is on the front", () => {
    const problem = problemOf("x * sin(3 * y) + 0.1 * z", {
      ranges: { x: [1, 3], y: [0, 2], z: [1, 4] },
    });
    const context = searchContext(problem);
    context.offer(parseExpression("x * sin(3 * y)", problem.names));
    run(evolutionStage, context, 6e9);
    expect(context.isSolved).toBe(true);
  });

  test("takes the same course for the same seed, and another one for another", () => {
    const course = (seed: number) => {
      const { front } = evolved(
        problemOf("sin(x) * y^2 + x / y", { ranges: { x: [0, 3], y: [1, 2] }, seed, noise: 0.1 }),
        1e8,
      );
      return front.members.map(({ expression, loss }) => `${skeletonOf(expression)} ${loss}`);
    };
    expect(course(1)).toEqual(course(1));
    expect(course(1)).not.toEqual(course(2));
  });

  test("uses neither variables nor operators that are forbidden, and no more complexity than allowed", () => {
    const constraints = [
      { kind: "avoids", variable: "z" },
      { kind: "avoids", operator: "divide" },
      { kind: "complexity", most: 9 },
    ] as const;
    const problem = problemOf("x / y + 0.1 * z", { ranges: { x: [1, 3], y: [1, 2], z: [0, 1] }, constraints });
    const { front } = evolved(problem, 2e8);
    expect(front.members.length).toBeGreaterThan(2);
    for (const { expression, complexity } of front.members) {
      expect(variablesOf(expression)).not.toContain(2);
      expect([...nodesOf(expression)].some((node) => node.kind === "apply" && node.operator === "divide")).toBe(false);
      expect(complexity).toBeLessThanOrEqual(9);
    }
  });

  test("ends at once where nothing may be used", () => {
    const constraints = [{ kind: "avoids", variable: "x" }] as const;
    const problem = problemOf("x", { ranges: { x: [1, 3] }, constraints });
    expect(run(evolutionStage, searchContext(problem))).toBeLessThan(1e6);
  });

  test("yields often", () => {
    let [most, total] = [0, 0];
    for (const work of evolutionStage(
      searchContext(problemOf("sin(x) * y", { ranges: { x: [0, 3], y: [1, 2] }, noise: 0.1 })),
    )) {
      most = Math.max(most, work);
      total += work;
      if (total > 1e8) break;
    }
    expect(most).toBeLessThan(1e7);
  });
});
