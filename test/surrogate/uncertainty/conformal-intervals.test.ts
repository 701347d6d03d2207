import { asArray, NDArray, randomStream } from "@mesoscope/core";
import { gaussianProcess, loadGaussianProcess } from "@mesoscope/gp";
import { conformalIntervals, loadConformalIntervals } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { line, loadWaves, waves } from "../small-estimators.ts";
import "../../contract/close.ts";

const X = Array.from({ length: 24 }, (_, i) => i / 4);
const y = X.map((x, i) => Math.sin(x) + 0.1 * Math.cos(7 * i));

/** Noise that grows with x. */
function dataOf(seed: number, n: number) {
  const stream = randomStream(seed);
  const X = Array.from({ length: n }, () => stream.uniform());
  return { X, y: X.map((x) => 2 * x + 0.1 * (1 + x) * stream.normal()) };
}

describe("conformalIntervals", () => {
  describe("around a model of points", () =>
    keepsEstimatorContract(conformalIntervals(waves({ count: 12 }), { folds: 4 }), {
      X,
      y,
      load: (json) => loadConformalIntervals(json, loadWaves),
    }));
  describe("around a model that says how sure it is", () =>
    keepsEstimatorContract(conformalIntervals(gaussianProcess({ optimize: false }), { method: "split" }), {
      X,
      y,
      load: (json) => loadConformalIntervals(json, loadGaussianProcess),
    }));

  const overconfident = line({ std: (x) => 0.02 * (1 + x) });

  // A level of 0.9 is met exactly by 0.9 · (19 + 1) = 18 and 0.9 · (39 + 1) = 36 scores; three standard errors of 400 tries are 0.045.
  test.each([
    { name: "points, split", estimator: line(), method: "split", n: 57, fraction: 1 / 3 },
    { name: "uncertain, split", estimator: overconfident, method: "split", n: 57, fraction: 1 / 3 },
    { name: "points, folds", estimator: line(), method: "cross", n: 39, folds: 10 },
    { name: "uncertain, folds", estimator: overconfident, method: "cross", n: 39, folds: 5 },
  ] as const)("cover what they claim over many seeds: $name", async ({ estimator, n, name: _, ...options }) => {
    const seeds = 400;
    let held = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { X: rows, y: targets } = dataOf(seed, n + 1);
      const model = await conformalIntervals(estimator, { ...options, seed }).fit(
        rows.slice(0, n),
        targets.slice(0, n),
      );
      const { lower, upper } = model.predictive([rows[n]]).interval(0.9);
      held += Number(lower.data[0] <= targets[n] && targets[n] <= upper.data[0]);
    }
    expect(held / seeds).toBeGreaterThan(0.9 - 0.045);
    expect(held / seeds).toBeLessThan(0.9 + 0.045);
  });

  test("are as wide as the noise where the model knows how it varies, else equally wide", async () => {
    const { X: rows, y: targets } = dataOf(1, 200);
    const width = async (estimator: ReturnType<typeof line>) => {
      const { lower, upper } = (await conformalIntervals(estimator).fit(rows, targets))
        .predictive([0, 1])
        .interval(0.9);
      return upper.map((value, i) => value - lower.data[i]);
    };
    const [adapted, equal] = [await width(overconfident), await width(line())];
    expect(adapted.data[1] / adapted.data[0]).toBeClose(2, { relative: 1e-9 });
    expect(equal.data[1] / equal.data[0]).toBeClose(1, { relative: 1e-9 });
    expect(adapted.data[0]).toBeLessThan(equal.data[0]);
    expect(adapted.data[1]).toBeGreaterThan(equal.data[1]);
  });

  test("end at the rank that theory asks for, and nowhere where there are too few rows", async () => {
    const model = await conformalIntervals(line(), { method: "split", fraction: 0.475 }).fit(X, y);
    const scores = model.scores.map(Math.abs).data.sort();
    expect(scores.length).toBe(11);
    const predictive = model.predictive([1]);
    const { lower, upper } = predictive.interval(0.75);
    expect((upper.data[0] - lower.data[0]) / 2).toBeClose(scores[8]);
    expect(predictive.interval(0.99).upper.data[0]).toBe(Number.POSITIVE_INFINITY);
  });

  test("leave the model as one fitted to all rows", async () => {
    const model = await conformalIntervals(waves()).fit(X, y);
    expect(model.predict([1.1]).data).toEqual((await waves().fit(X, y)).predict([1.1]).data);
    expect(model.scores.shape).toEqual([24]);
  });

  test("have each output's own width", async () => {
    const noise = randomStream(3).normals([60, 2]);
    const rows = Array.from({ length: 60 }, (_, i) => i / 10);
    const targets = asArray(rows.map((x, i) => [Math.sin(x) + 0.1 * noise.get(i, 0), 5 + 10 * noise.get(i, 1)]));
    const model = await conformalIntervals(waves({ count: 8 })).fit(rows, targets);
    const predictive = model.predictive([1, 2, 3]);
    const { lower, upper } = predictive.interval(0.9);
    expect(upper.shape).toEqual([3, 2]);
    const width = upper.map((value, i) => value - lower.data[i]);
    expect(width.get(0, 1) / width.get(0, 0)).toBeGreaterThan(50);
    expect(predictive.std.get(0, 1) / predictive.std.get(0, 0)).toBeGreaterThan(50);
    expect(predictive.sample(7).shape).toEqual([7, 3, 2]);
    const alone = await conformalIntervals(waves({ count: 8 })).fit(rows, targets.column(0));
    expect(alone.predictive([1]).interval(0.9).upper.data[0]).toBeClose(upper.get(0, 0), { relative: 1e-9 });
  });

  test("draw errors that were found", async () => {
    const model = await conformalIntervals(line()).fit(X, y);
    const draws = model.predictive([2]).sample(4000, { seed: 1 });
    const errors = draws.map((value) => value - model.predict([2]).data[0]);
    const rms = Math.sqrt(errors.data.reduce((sum, error) => sum + error ** 2, 0) / errors.size);
    expect(rms).toBeClose(model.predictive([2]).std.data[0], { relative: 0.05 });
  });

  test("are infinite for a model that was certain and wrong", async () => {
    const model = await conformalIntervals(line({ std: () => 0 })).fit(X, y);
    const predictive = model.predictive([1]);
    expect(predictive.interval(0.5).upper.data[0]).toBe(Number.POSITIVE_INFINITY);
    expect(predictive.std.data[0]).toBe(Number.POSITIVE_INFINITY);
  });

  test("names what is wrong", async () => {
    expect(() => conformalIntervals({} as never)).toThrow(/has no fit/);
    expect(() => conformalIntervals(line(), { method: "half" as never })).toThrow(/method is half/);
    expect(() => conformalIntervals(line(), { fraction: 1 })).toThrow(/fraction is 1/);
    expect(() => conformalIntervals(line(), { folds: 1 })).toThrow(/folds is 1/);
    await expect(conformalIntervals(line()).fit([1, 2], [1, 2])).rejects.toThrow(/X has 2 rows, too few/);
    expect(() => loadConformalIntervals({}, loadWaves)).toThrow(/no saved model/);
    const { predictive } = { predictive: (await conformalIntervals(line()).fit(X, y)).predictive([1]) };
    expect(() => predictive.interval(1)).toThrow(/the level is 1/);
    expect(() => predictive.quantile(2)).toThrow(/the probability is 2/);
    expect(new NDArray(predictive.quantile(0.5).data)).toEqual(predictive.mean);
  });
});
