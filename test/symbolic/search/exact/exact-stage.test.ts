import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { dimensionOfExpression } from "../../../../plugins/symbolic/dist/expression/dimension-of-expression.js";
import { variablesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { exactStage } from "../../../../plugins/symbolic/dist/search/exact/exact-stage.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { problemOf } from "../problems.js";
import { chosen, run, valuesOf } from "./run-exactly.js";

type Box = Readonly<Record<string, readonly [number, number]>>;

const laws: readonly (readonly [what: string, law: string, box: Box])[] = [
  ["a power law", "2.5 * a^2 / sqrt(b)", { a: [1, 5], b: [1, 5] }],
  ["a power law with any exponent", "3 * a^1.37", { a: [1, 5] }],
  ["a sum inside a root", "a / sqrt(1 - b^2 / c^2)", { a: [1, 5], b: [1, 2], c: [3, 9] }],
  ["a quotient of sums", "(a * b + c * d) / (a + c)", { a: [1, 5], b: [1, 5], c: [1, 5], d: [1, 5] }],
  ["a rational function with constants", "(1.3 * a + 2.7 * b) / (0.4 * a + b)", { a: [1, 5], b: [1, 5] }],
  ["a polynomial", "x^4 - x^3 + y^2 / 2 - y", { x: [-3, 3], y: [-3, 3] }],
  [
    "a sum of squared differences",
    "a / ((b - c)^2 + (d - e)^2)",
    { a: [1, 2], b: [1, 5], c: [1, 5], d: [1, 5], e: [1, 5] },
  ],
  ["the law of cosines", "sqrt(a^2 + b^2 - 2 * a * b * cos(s - t))", { a: [1, 5], b: [1, 5], s: [1, 5], t: [1, 5] }],
  ["a constant inside an exponential", "a / (exp(0.16 * b / c) - 1)", { a: [1, 5], b: [1, 9], c: [1, 5] }],
  ["an offset", "6.87 + 11 * sqrt(a * b)", { a: [0.1, 5], b: [0.1, 5] }],
  ["a Gaussian of a difference", "exp(-((a - b) / c)^2 / 2) / c", { a: [1, 3], b: [1, 3], c: [1, 3] }],
  ["a sum behind an arcsine", "asin(a * sin(b))", { a: [0.1, 0.9], b: [0.1, 1.4] }],
  ["a polynomial and two functions", "0.7 * x - 2 * sin(x * y) + 3 * exp(y)", { x: [1, 5], y: [0.1, 2] }],
  ["a polynomial and a wave", "0.7 * x - 0.5 * x * y + 3 * sin(y^2)", { x: [-3, 3], y: [0, 3] }],
];

describe("exactStage", () => {
  test.each(laws)("finds %s: %s", (_, law, box) => {
    const context = run(exactStage, problemOf(law, { ranges: box }));
    expect(context.isSolved).toBe(true);
    const names = Object.keys(box);
    const wider = Object.values(box).map(([low, high], k) =>
      randomStream(5)
        .child(k)
        .uniforms(100)
        .data.map((u) => low + 1.1 * (high - low) * u),
    );
    const expected = valuesOf(law, names, wider);
    const found = valuesOf(chosen(context), names, wider);
    found.forEach((value, i) => {
      if (Number.isFinite(expected[i]))
        expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6 * (1 + Math.abs(expected[i]!)));
    });
  });

  test.each([
    ["a power law", "3 * x^2 * z"],
    ["a product with a function", "3 * x^2 * exp(-z)"],
  ])("writes %s plainly where one column is a power of another", (_, law) => {
    const problem = problemOf(law, { ranges: { x: [1, 3], z: [0.5, 2] } });
    const widened = {
      ...problem,
      columns: [...problem.columns, problem.columns[0]!.map((value) => value ** 2)],
      names: ["x", "z", "w"],
    };
    expect(chosen(run(exactStage, widened))).toBe(chosen(run(exactStage, problem)));
  });

  test("finds the same law in any units of measurement", () => {
    const box: Box = { m: [1, 5], v: [1, 2], c: [3, 9] };
    const problem = problemOf("m * c^2 / sqrt(1 - v^2 / c^2)", { ranges: box });
    const scales = [1e-27, 1e8, 1e8];
    const scaled: Problem = {
      ...problem,
      columns: problem.columns.map((column, k) => column.map((value) => value * scales[k]!)),
      target: problem.target.map((value) => value * 1e-27 * 1e16),
    };
    expect(chosen(run(exactStage, scaled))).toBe(chosen(run(exactStage, problem)));
    expect(run(exactStage, scaled).isSolved).toBe(true);
  });

  test("offers no formula of a wrong unit", () => {
    const metre = [1, 0, 0, 0, 0, 0, 0, 0];
    const second = [0, 0, 1, 0, 0, 0, 0, 0];
    const box: Box = { a: [1, 5], b: [1, 5], c: [1, 5] };
    const units = { dimensions: [metre, second, second], targetDimension: metre };
    const right = problemOf("a * b / c + 0.002 * a * (b / c)^5", { ranges: box, ...units });
    const context = run(exactStage, right);
    expect(context.isSolved).toBe(true);
    expect(dimensionOfExpression(context.front.best!.expression, right)).toEqual(metre);
    const wrong = { ...right, targetDimension: [0, 1, 0, 0, 0, 0, 0, 0] };
    expect(run(exactStage, wrong).front.members).toHaveLength(0);
  });

  test("lets constants carry units where they may", () => {
    const kelvin = [0, 0, 0, 0, 1, 0, 0, 0];
    const metre = [1, 0, 0, 0, 0, 0, 0, 0];
    const units = { dimensions: [kelvin], targetDimension: metre };
    const problem = problemOf("3e7 * exp(-9000 / T)", { ranges: { T: [300, 900] }, ...units });
    expect(run(exactStage, problem).front.members).toHaveLength(0);
    expect(run(exactStage, { ...problem, constantsMayHaveUnits: true }).isSolved).toBe(true);
  });

  test("does without columns that do not matter", () => {
    const box: Box = { a: [1, 5], p: [1, 5], b: [1, 2], q: [1, 5], c: [3, 9], r: [1, 5] };
    const context = run(exactStage, problemOf("a * c / (b + 0.3 * c)", { ranges: box }));
    expect(context.isSolved).toBe(true);
    expect(variablesOf(context.front.best!.expression)).toEqual([0, 2, 4]);
  });

  test("takes the same course for the same seed", () => {
    const problem = problemOf("a / (b + sin(a))", { ranges: { a: [1, 5], b: [2, 5] } });
    const [first, second] = [run(exactStage, problem), run(exactStage, problem)];
    expect(second.front.members).toEqual(first.front.members);
    expect(second.work).toBe(first.work);
    expect(first.isSolved).toBe(true);
  });

  test("offers nothing where there is no exact law", () => {
    const problem = problemOf("a", { ranges: { a: [1, 5] }, rows: 200 });
    const noise = { ...problem, target: randomStream(9).normals(200).data };
    expect(run(exactStage, noise).front.members).toHaveLength(0);
  });

  test.each([
    ["a constant target", problemOf("3 + 0 * a", { ranges: { a: [1, 5] } })],
    ["one row", problemOf("a", { ranges: { a: [1, 5] }, rows: 1 })],
    ["four rows", problemOf("a * b", { ranges: { a: [1, 5], b: [1, 5] }, rows: 4 })],
    ["constant columns", problemOf("a", { ranges: { a: [2, 2] }, target: randomStream(1).normals(300).data })],
  ])("ends at once with %s", (_, problem) => {
    expect(run(exactStage, problem).front.members).toHaveLength(0);
  });
});
