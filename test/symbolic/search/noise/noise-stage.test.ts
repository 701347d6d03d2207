import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { fitConstants } from "../../../../plugins/symbolic/dist/engine/fit-constants.js";
import { debugText, type Expression, variablesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { noiseStage } from "../../../../plugins/symbolic/dist/search/noise/noise-stage.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";

/** Rows of a box in which a law holds, up to normal errors of a fraction of its spread. */
function planted(
  law: (...x: number[]) => number,
  box: readonly (readonly [number, number])[],
  noise: number,
  rows = 160,
): Problem {
  const random = randomStream(1);
  const columns = box.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.uniform()),
  );
  const clean = Float64Array.from({ length: rows }, (_, i) => law(...columns.map((column) => column[i])));
  const mean = clean.reduce((sum, value) => sum + value, 0) / rows;
  const spread = Math.sqrt(clean.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  const target = clean.map((value) => value + noise * spread * random.normal());
  return { rows, columns, target, names: box.map((_, i) => `x${i}`), constantsMayHaveUnits: false, seed: 0 };
}

function search(problem: Problem) {
  const context = searchContext(problem);
  for (const work of noiseStage(context)) expect(work).toBeGreaterThanOrEqual(0);
  return context.front;
}

/** What the formula leaves of the law itself, on other rows and with its constants fitted to them: 0 if it is the law. */
function distance(
  expression: Expression,
  law: (...x: number[]) => number,
  box: readonly (readonly [number, number])[],
) {
  const { columns, target } = planted(law, box, 0);
  return fitConstants(expression, createEvaluator({ columns, target })).loss;
}

const box = [
  [1, 3],
  [0.5, 2],
] as const;

describe("noiseStage", { timeout: 300_000 }, () => {
  test.each([
    ["a product with a function", (x: number, z: number) => -3 * x ** 2 * Math.exp(-0.7 * z), 0.1],
    ["a root of a sum", (x: number, z: number) => 2 * Math.sqrt(x ** 2 + z ** 2), 0.01],
    ["a sum of waves", (x: number, z: number) => 1.5 * x * Math.cos(z) + 0.3 * z ** 2, 0.001],
  ])("finds %s below the noise", (_, law, noise) => {
    const { best } = search(planted(law, box, noise, noise < 0.1 ? 160 : 500));
    expect(distance(best!.expression, law, box)).toBeLessThan(1e-12);
  });

  test.each([
    ["a distance", (a: number, b: number, c: number, d: number) => Math.sqrt((a - b) ** 2 + (c - d) ** 2)],
    ["a factor before a sum", (m: number, u: number, v: number, w: number) => (m * (u ** 2 + v ** 2 + w ** 2)) / 2],
  ])("finds %s", (_, law) => {
    const ranges = Array.from({ length: law.length }, () => [1, 5] as const);
    const { best } = search(planted(law, ranges, 0.01));
    const { columns, target } = planted(law, ranges, 0);
    expect(fitConstants(best!.expression, createEvaluator({ columns, target })).loss).toBeLessThan(1e-12);
  });

  test("finds a root of a difference, whichever variable comes first", () => {
    const ranges = [
      [1, 5],
      [6, 9],
    ] as const;
    const law = (v: number, c: number) => 3 * Math.sqrt((c + v) / (c - v));
    const { best } = search(planted(law, ranges, 0.01));
    expect(distance(best!.expression, law, ranges)).toBeLessThan(1e-12);
  });

  test("finds a law with units at realistic magnitudes", () => {
    const law = (m: number, v: number, c: number) => (m * c ** 2) / Math.sqrt(1 - (v / c) ** 2);
    const ranges = [
      [1e-27, 5e-27],
      [1e8, 2.8e8],
      [3e8, 4e8],
    ] as const;
    const speed = [1, 0, -1, 0, 0, 0, 0, 0];
    const { best } = search({
      ...planted(law, ranges, 0.01),
      dimensions: [[0, 1, 0, 0, 0, 0, 0, 0], speed, speed],
      targetDimension: [2, 1, -2, 0, 0, 0, 0, 0],
    });
    expect(distance(best!.expression, law, ranges)).toBeLessThan(1e-12);
  });

  test("is content with a constant where there is only noise", () => {
    const random = randomStream(3);
    const problem = planted((x) => x, box, 0);
    const { best } = search({ ...problem, target: problem.target.map(() => 5 + random.normal()) });
    expect(variablesOf(best!.expression)).toEqual([]);
  });

  test("finds a law whatever the scale of its columns", () => {
    const law = (x: number, z: number) => x / (1 + 0.5 * z);
    const problem = planted(law, box, 0.01);
    const factors = [1e-20, 1e12];
    const columns = problem.columns.map((column, i) => column.map((value) => value * factors[i]));
    const { best } = search({ ...problem, columns, target: problem.target.map((value) => value * 1e15) });
    const target = columns[0].map((x, i) => 1e15 * law(x / factors[0], columns[1][i] / factors[1]));
    expect(fitConstants(best!.expression, createEvaluator({ columns, target })).loss).toBeLessThan(1e-12);
  });

  test.each<[string, (x: Float64Array) => Float64Array]>([
    ["constant", (x) => x.map(() => 4)],
    ["a power of another", (x) => x.map((value) => value ** 2)],
  ])("bears a column that is %s", (_, more) => {
    const law = (x: number, z: number) => -3 * x ** 1.5 * Math.exp(-0.7 * z);
    const widened = (problem: Problem) => ({
      ...problem,
      columns: [...problem.columns, more(problem.columns[0])],
      names: [...problem.names, "more"],
    });
    const { best } = search(widened(planted(law, box, 0.02)));
    const clean = createEvaluator(widened(planted(law, box, 0)));
    expect(fitConstants(best!.expression, clean).loss).toBeLessThan(1e-12);
  });

  test("trusts rows by their weights", () => {
    const law = (x: number) => 2 * Math.sqrt(x);
    const problem = planted(law, [[1, 9]], 0.01);
    const weights = problem.target.map((_, i) => (i % 4 === 0 ? 1e-8 : 1));
    const target = problem.target.map((y, i) => (i % 4 === 0 ? 3 * y - 4 : y));
    const { best } = search({ ...problem, target, weights });
    expect(distance(best!.expression, law, [[1, 9]])).toBeLessThan(1e-12);
  });

  test("takes the same course every time", () => {
    const problem = planted((x) => Math.sin(x) + 0.2 * x, [[0.5, 6]], 0.05);
    const [first, second] = [problem, problem].map((one) =>
      search(one).members.map(({ expression }) => debugText(expression)),
    );
    expect(second).toEqual(first);
  });
});
