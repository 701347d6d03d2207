import { asArray, fitCurve, fitLeastSquares, randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { models, nistProblem } from "./nist-problems.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const runs = Object.keys(models).flatMap((name) => [0, 1].map((start) => [name, start] as const));

describe("certified problems of NIST", () => {
  test.each(runs)("%s from start %d", async (name, start) => {
    const problem = nistProblem(name);
    const curve = (x: Float64Array, b: Float64Array) => models[name]!([...x], [...b]);
    const fit = await fitCurve<Float64Array>(curve, asArray(problem.X), problem.y, problem.starts[start]!);
    expect(fit.converged).toBe(true);
    expect(fit.x).toBeClose(problem.certified, { relative: 1e-6 });
    expect(fit.standardErrors).toBeClose(problem.standardErrors, { relative: 1e-6 });
    expect(fit.value).toBeClose(problem.sumOfSquares, { relative: 1e-8 });
  });
});

const decay = (t: number, [a, k]: Float64Array) => a! * Math.exp(-k! * t);
const times = Array.from({ length: 30 }, (_, i) => i / 5);
const noise = randomStream(4).normals(30).data;
const observed = times.map((t, i) => decay(t, Float64Array.of(3, 0.7)) + 0.05 * noise[i]!);

describe("fitCurve", () => {
  test("takes derivatives and weights, and predicts", async () => {
    const gradient = (t: number, [a, k]: Float64Array) => [Math.exp(-k! * t), -a! * t * Math.exp(-k! * t)];
    const numeric = await fitCurve(decay, times, observed, [1, 1]);
    const exact = await fitCurve(decay, times, observed, [1, 1], { gradient });
    expect(exact.x).toBeClose(numeric.x, { relative: 1e-8 });
    expect(exact.evaluations).toBeLessThan(numeric.evaluations / 2);
    expect(exact.covariance).toBeClose(numeric.covariance, { relative: 1e-6 });
    expect(exact.predict([0]).data[0]).toBe(exact.x[0]);
    const doubled = await fitCurve(decay, [...times, ...times], [...observed, ...observed], [1, 1]);
    const weighted = await fitCurve(decay, times, observed, [1, 1], { weights: times.map(() => 2) });
    expect(weighted.x).toBeClose(doubled.x, { relative: 1e-8 });
    expect(weighted.value).toBeClose(doubled.value, { relative: 1e-8 });
  });

  test("covers the true parameters as often as it says", async () => {
    let hits = 0;
    for (let run = 0; run < 200; run++) {
      const drawn = randomStream(run).normals(30).data;
      const y = times.map((t, i) => decay(t, Float64Array.of(3, 0.7)) + 0.1 * drawn[i]!);
      const { lower, upper } = (await fitCurve(decay, times, y, [2, 1])).interval(0.8);
      hits += Number(lower.data[1]! <= 0.7 && 0.7 <= upper.data[1]!);
    }
    expect(hits / 200).toBeGreaterThan(0.72);
    expect(hits / 200).toBeLessThan(0.88);
  });

  test("predicts new observations with their uncertainty", async () => {
    const line = (x: number, [a, b]: Float64Array) => a! + b! * x;
    const fit = await fitCurve(line, times, observed, [0, 0]);
    const { mean, std } = fit.predictive([0, 3, 10]);
    expect(mean).toEqual(fit.predict([0, 3, 10]));
    /** The textbook's prediction error of a straight line. */
    const n = times.length;
    const center = times.reduce((sum, t) => sum + t, 0) / n;
    const squares = times.reduce((sum, t) => sum + (t - center) ** 2, 0);
    const expected = [0, 3, 10].map(
      (x) => fit.residualStandardDeviation * Math.sqrt(1 + 1 / n + (x - center) ** 2 / squares),
    );
    expect(std).toBeClose(expected, { relative: 1e-8 });
  });

  test("keeps within bounds, where the rest still fits best", async () => {
    const bounded = await fitCurve(decay, times, observed, [2, 1], { upper: [2.5, 10], lower: 0 });
    expect(bounded.converged).toBe(true);
    expect(bounded.x[0]).toBe(2.5);
    const alone = await fitCurve((t, [k]) => 2.5 * Math.exp(-k! * t), times, observed, [1]);
    expect(bounded.x[1]).toBeClose(alone.x[0]!, { relative: 1e-6 });
  });

  test("shows its parameters with their errors", async () => {
    const fit = await fitCurve(decay, times, observed, [1, 1], { names: ["amplitude", "rate"] });
    const bundle = fit[displaySymbol]();
    expect(bundle["text/plain"]).toMatch(/^least squares: .*28 degrees of freedom, converged/);
    expect(bundle["text/plain"]).toContain("amplitude");
    expect(bundle["text/html"]).toContain(">rate</th>");
    expect(JSON.parse(JSON.stringify(fit)).parameters.rate).toBe(fit.x[1]);
    const exact = await fitCurve(decay, [0, 1], [2, 1], [1, 1]);
    expect(String(exact)).toMatch(/0 degrees of freedom/);
    expect(() => exact.interval()).toThrow(code("BAD_OPTION"));
  });

  test("does not trust wrong derivatives, and fits exact data", async () => {
    const gradient = (t: number, [a, k]: Float64Array) => [-Math.exp(-k! * t), a! * t * Math.exp(-k! * t)];
    const wrong = await fitCurve(decay, times, observed, [1, 1], { gradient });
    expect(wrong).toMatchObject({ converged: false, reason: "noDescent" });
    const y = times.map((t) => decay(t, Float64Array.of(3, 0.7)));
    const exact = await fitCurve(decay, times, y, [1, 1]);
    expect(exact.converged).toBe(true);
    expect(exact.x).toBeClose([3, 0.7], { relative: 1e-12 });
  });

  test("says when it has not converged", async () => {
    const fit = await fitCurve(decay, times, observed, [1, 1], { maxIterations: 1 });
    expect(fit).toMatchObject({ converged: false, reason: "maxIterations", iterations: 1 });
    expect(fit.standardErrors.data).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(String(fit)).toMatch(/not converged \(maxIterations\)/);
  });
});

test("fitLeastSquares goes around points that cannot be computed", async () => {
  const fit = await fitLeastSquares(([x]) => [Math.log(x!) - 1, 0.1 * (x! - Math.E)], [0.2]);
  expect(fit.x).toBeClose([Math.E], { relative: 1e-8 });
});

test.each<[string, () => Promise<unknown>, string, RegExp]>([
  ["a start at infinity", () => fitLeastSquares(([x]) => [1 / x!], [0]), "NOT_FINITE", /not finite at \[0/],
  ["an idle parameter", () => fitLeastSquares(([x]) => [x! - 1, 2 * x!], [1, 1]), "SINGULAR", /do not determine b2/],
  [
    "parameters that do the same",
    () => fitLeastSquares(([a, b]) => [a! + b!, 2 * (a! + b!) - 1, a! + b! + 1], [1, 1]),
    "SINGULAR",
    /do not determine/,
  ],
  ["too few residuals", () => fitLeastSquares(([a, b]) => [a! + b!], [1, 1]), "SHAPE_MISMATCH", /1 residuals do not/],
  ["rows without targets", () => fitCurve(decay, [1, 2], [1], [1, 1]), "SHAPE_MISMATCH", /2 rows but y has 1/],
  ["an unknown option", () => fitCurve(decay, [1], [1], [1], { sigma: 1 } as never), "BAD_OPTION", /no option sigma/],
  [
    "a negative weight",
    () => fitCurve(decay, times, observed, [1, 1], { weights: times.map(() => -1) }),
    "BAD_OPTION",
    /weight 0 is -1/,
  ],
  ["a missing name", () => fitLeastSquares(([x]) => [x!], [1], { names: [] }), "SHAPE_MISMATCH", /0 names/],
  ["no function", () => fitLeastSquares([1] as never, [1]), "BAD_VALUE", /no function/],
])("%s is refused", async (_, call, expected, message) => {
  await expect(call()).rejects.toThrow(
    expect.objectContaining({ code: expected, message: expect.stringMatching(message) }),
  );
});
