import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { fitConstants } from "../../../../plugins/symbolic/dist/engine/fit-constants.js";
import { debugText, type Expression, variablesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { noiseStage } from "../../../../plugins/symbolic/dist/search/noise/noise-stage.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf } from "../problems.js";

type Ranges = Readonly<Record<string, readonly [low: number, high: number]>>;

/** Few rows of a law with errors. */
function planted(law: string, ranges: Ranges, noise: number, rows = 160): Problem {
  return problemOf(law, { ranges, noise, rows, drawSeed: 1 });
}

function search(problem: Problem) {
  const context = searchContext(problem);
  for (const work of noiseStage(context)) expect(work).toBeGreaterThanOrEqual(0);
  return context.front;
}

/** What the formula leaves of the law itself, on other rows and with its constants fitted to them: 0 if it is the law. */
function distance(expression: Expression, law: string, ranges: Ranges) {
  return fitConstants(expression, createEvaluator(planted(law, ranges, 0))).loss;
}

const box = { x: [1, 3], z: [0.5, 2] } as const;

describe("noiseStage", { timeout: 300_000 }, () => {
  test.each([
    ["a product with a function", "-3 * x^2 * exp(-0.7 * z)", 0.1],
    ["a root of a sum", "2 * sqrt(x^2 + z^2)", 0.01],
    ["a sum of waves", "1.5 * x * cos(z) + 0.3 * z^2", 0.001],
  ])("finds %s below the noise", (_, law, noise) => {
    const { best } = search(planted(law, box, noise, noise < 0.1 ? 160 : 500));
    expect(distance(best!.expression, law, box)).toBeLessThan(1e-12);
  });

  test.each([
    ["a distance", "sqrt((a - b)^2 + (c - d)^2)", [..."abcd"]],
    ["a factor before a sum", "m * (u^2 + v^2 + w^2) / 2", [..."muvw"]],
  ])("finds %s", (_, law, names) => {
    const ranges = Object.fromEntries(names.map((name) => [name, [1, 5] as const]));
    const { best } = search(planted(law, ranges, 0.01));
    expect(distance(best!.expression, law, ranges)).toBeLessThan(1e-12);
  });

  test("finds a root of a difference, whichever variable comes first", () => {
    const ranges = { v: [1, 5], c: [6, 9] } as const;
    const law = "3 * sqrt((c + v) / (c - v))";
    const { best } = search(planted(law, ranges, 0.01));
    expect(distance(best!.expression, law, ranges)).toBeLessThan(1e-12);
  });

  test("finds a law with units at realistic magnitudes", () => {
    const law = "m * c^2 / sqrt(1 - (v / c)^2)";
    const ranges = { m: [1e-27, 5e-27], v: [1e8, 2.8e8], c: [3e8, 4e8] } as const;
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
    const problem = planted("x", box, 0);
    const { best } = search({ ...problem, target: problem.target.map(() => 5 + random.normal()) });
    expect(variablesOf(best!.expression)).toEqual([]);
  });

  test("finds a law whatever the scale of its columns", () => {
    const law = "x / (1 + 0.5 * z)";
    const scaled = ({ columns: [x, z], target, ...rest }: Problem) => ({
      ...rest,
      columns: [x.map((value) => 1e-20 * value), z.map((value) => 1e12 * value)],
      target: target.map((value) => 1e15 * value),
    });
    const { best } = search(scaled(planted(law, box, 0.01)));
    const clean = createEvaluator(scaled(planted(law, box, 0)));
    expect(fitConstants(best!.expression, clean).loss).toBeLessThan(1e-12);
  });

  test.each<[string, (x: Float64Array) => Float64Array]>([
    ["constant", (x) => x.map(() => 4)],
    ["a power of another", (x) => x.map((value) => value ** 2)],
  ])("bears a column that is %s", (_, more) => {
    const law = "-3 * x^1.5 * exp(-0.7 * z)";
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
    const [law, ranges] = ["2 * sqrt(x)", { x: [1, 9] } as const];
    const problem = planted(law, ranges, 0.01);
    const weights = problem.target.map((_, i) => (i % 4 === 0 ? 1e-8 : 1));
    const target = problem.target.map((y, i) => (i % 4 === 0 ? 3 * y - 4 : y));
    const { best } = search({ ...problem, target, weights });
    expect(distance(best!.expression, law, ranges)).toBeLessThan(1e-12);
  });

  test("takes the same course every time", () => {
    const problem = planted("sin(x) + 0.2 * x", { x: [0.5, 6] }, 0.05);
    const [first, second] = [problem, problem].map((one) =>
      search(one).members.map(({ expression }) => debugText(expression)),
    );
    expect(second).toEqual(first);
  });
});
