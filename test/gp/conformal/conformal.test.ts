import { asArray, gaussianPredictive, NDArray, randomStream } from "@mesoscope/core";
import {
  conformal,
  gaussianProcess,
  loadConformal,
  loadGaussianProcess,
  loadRecalibrated,
  loadStackedGaussianProcess,
  matern,
  rbf,
  recalibrate,
  stackedGaussianProcess,
} from "@mesoscope/gp";
import type { ArrayLike } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

/** A straight line through the origin whose standard deviation is wrong by a factor of five, and grows with x. */
const overconfident = {
  async fit(X: ArrayLike, y: ArrayLike) {
    const [x, targets] = [asArray(X).data, asArray(y).data];
    const slope =
      x.reduce((sum, value, i) => sum + value * targets[i], 0) / x.reduce((sum, value) => sum + value * value, 0);
    const predict = (Z: ArrayLike) => new NDArray(asArray(Z).data.map((z) => slope * z));
    return {
      predict,
      predictive: (Z: ArrayLike) =>
        gaussianPredictive({ mean: predict(Z), std: asArray(Z).data.map((z) => 0.02 * (1 + z)) }),
      toJSON: () => ({ slope }),
    };
  },
};

function dataOf(seed: number, n: number) {
  const stream = randomStream(seed);
  const X = Array.from({ length: n }, () => stream.uniform());
  return { X, y: X.map((x) => 2 * x + 0.1 * (1 + x) * stream.normal()) };
}

const X = Array.from({ length: 24 }, (_, i) => i / 4);
const y = X.map((x, i) => Math.sin(x) + 0.1 * Math.cos(7 * i));

describe("conformal", () => {
  keepsEstimatorContract(conformal(gaussianProcess({ optimize: false }), { folds: 4 }), {
    X,
    y,
    load: (json) => loadConformal(json, loadGaussianProcess),
  });

  test.each([
    { method: "split", n: 60, fraction: 0.65 },
    { method: "cross", n: 39, folds: 39 },
    { method: "cross", n: 39, folds: 5 },
  ] as const)(
    "covers what it claims over many seeds, with an estimator that does not: $method $n $folds",
    async ({ n, ...options }) => {
      const seeds = 300;
      let held = 0;
      let heldBefore = 0;
      for (let seed = 0; seed < seeds; seed++) {
        const { X: rows, y: targets } = dataOf(seed, n + 1);
        const at = [rows[n]];
        const model = await conformal(overconfident, { ...options, seed }).fit(rows.slice(0, n), targets.slice(0, n));
        const { lower, upper } = model.predictive(at).interval(0.9);
        held += +(lower.data[0] <= targets[n] && targets[n] <= upper.data[0]);
        const plain = (await overconfident.fit(rows.slice(0, n), targets.slice(0, n))).predictive(at).interval(0.9);
        heldBefore += +(plain.lower.data[0] <= targets[n] && targets[n] <= plain.upper.data[0]);
      }
      // Three standard errors of 300 tries are 0.052.
      expect(held / seeds).toBeGreaterThan(0.9 - 0.052);
      expect(held / seeds).toBeLessThan(0.95 + 0.04);
      expect(heldBefore / seeds).toBeLessThan(0.5);
    },
  );

  test("a split interval ends at the rank that theory asks for", async () => {
    const model = await conformal(overconfident, { method: "split", fraction: 0.475 }).fit(X, y);
    const { scores } = model;
    expect(scores.length).toBe(11);
    const predictive = model.predictive([1]);
    const { lower, upper } = predictive.interval(0.75);
    expect((upper.data[0] - lower.data[0]) / 2).toBeClose(scores[8] * 0.04);
    expect(predictive.interval(0.99).upper.data[0]).toBe(Number.POSITIVE_INFINITY);
  });

  test("names what is wrong", async () => {
    expect(() => conformal({} as never)).toThrow(/is no estimator/);
    expect(() => conformal(overconfident, { method: "half" as never })).toThrow(/method is half/);
    expect(() => conformal(overconfident, { fraction: 1 })).toThrow(/fraction is 1/);
    expect(() => conformal(overconfident, { folds: 1 })).toThrow(/folds is 1/);
    await expect(conformal(overconfident).fit([1, 2], [1, 2])).rejects.toThrow(/X has 2 rows, too few/);
    expect(() => loadConformal({}, loadGaussianProcess)).toThrow(/no saved conformal model/);
  });
});

describe("recalibrate", () => {
  test("widens a process that is too sure, and leaves one that is not", async () => {
    const stream = randomStream(2);
    const noisy = X.map((x) => Math.sin(x) + 0.3 * stream.normal());
    const kernel = matern({ lengthScale: 1 });
    const sure = await gaussianProcess({ kernel, noise: 0.02, optimize: false }).fit(X, noisy);
    const wider = recalibrate(sure);
    expect(wider.factor).toBeGreaterThan(2);
    expect(wider.predictive([2.1]).std).toBeClose(sure.predictive([2.1]).std.map((value) => value * wider.factor));
    const { residual, std } = sure.leaveOneOut();
    const within = residual.data.filter(
      (error, i) => Math.abs(error) <= 1.96 * wider.factor * std.data[i] * (1 + 1e-4),
    ).length;
    expect(within).toBe(24);
    const unsure = recalibrate(await gaussianProcess({ kernel, noise: 1, optimize: false }).fit(X, noisy));
    expect(unsure.factor).toBe(1);
    const loaded = loadRecalibrated(JSON.parse(JSON.stringify(wider)));
    expect(loaded.predictive([1]).std.data).toEqual(wider.predictive([1]).std.data);
    expect(String(wider)).toMatch(/factor of standard deviations +\d/);
  });

  test("takes any model that can leave one row out", async () => {
    const stream = randomStream(2);
    const noisy = X.map((x) => Math.sin(x) + 0.3 * stream.normal());
    const kernels = [matern({ lengthScale: 1 }), rbf({ lengthScale: 0.7 })];
    const model = await stackedGaussianProcess({ kernels, noise: 0.02, optimize: false }).fit(X, noisy);
    const wider = recalibrate(model);
    expect(wider.factor).toBeGreaterThan(2);
    const [before, after] = [model.predictive([2.1]), wider.predictive([2.1])];
    const stretched = (end: NDArray) =>
      end.map((value) => before.mean.data[0] + wider.factor * (value - before.mean.data[0]));
    expect(after.interval(0.9).upper).toBeClose(stretched(before.interval(0.9).upper));
    const again = loadRecalibrated(JSON.parse(JSON.stringify(wider)), loadStackedGaussianProcess);
    expect(again.predictive([1]).quantile(0.1)).toEqual(wider.predictive([1]).quantile(0.1));
  });

  test("names what is wrong", async () => {
    const model = await gaussianProcess().fit([0, 1], [0, 1]);
    expect(() => recalibrate({} as never)).toThrow(/cannot leave one row out/);
    expect(() => recalibrate(model)).toThrow(/2 measured targets, too few/);
    expect(() => loadRecalibrated(null)).toThrow(/no saved recalibrated model/);
  });
});
