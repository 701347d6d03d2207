import { randomStream } from "@mesoscope/core";
import { bayesianGaussianProcess, loadBayesianGaussianProcess } from "@mesoscope/gp";
import { expect, test } from "vitest";
import { laplaceDraws } from "../../../plugins/gp/src/sampling/laplace.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const X = [0, 0.8, 1.7, 2.9, 3.6, 5];
const y = X.map((x, i) => Math.sin(x) + 0.1 * (-1) ** i);
const spec = bayesianGaussianProcess({ inference: "mode" });

keepsEstimatorContract(spec, { X, y, load: loadBayesianGaussianProcess });

test("draws of a normal law have its moments", async () => {
  // Precision [[2, -1.2], [-1.2, 1]] about (3, -2): covariance [[1, 1.2], [1.2, 2]] / 0.56.
  const density = (place: Float64Array) => {
    const [a, b] = [place[0]! - 3, place[1]! + 2];
    return {
      value: -0.5 * (2 * a * a - 2.4 * a * b + b * b),
      gradient: Float64Array.of(-2 * a + 1.2 * b, 1.2 * a - b),
    };
  };
  const start = Float64Array.of(0, 0);
  const { draws, effectiveSampleSize } = await laplaceDraws(density, start, { draws: 3000, stream: randomStream(1) });
  const moment = (f: (a: number, b: number) => number) =>
    draws.reduce((total, [a, b]) => total + f(a! - 3, b! + 2), 0) / draws.length;
  expect(moment((a) => a)).toBeClose(0, { absolute: 0.05 });
  expect(moment((a) => a * a)).toBeClose(1 / 0.56, { relative: 0.06 });
  expect(moment((_, b) => b * b)).toBeClose(2 / 0.56, { relative: 0.06 });
  expect(moment((a, b) => a * b)).toBeClose(1.2 / 0.56, { relative: 0.06 });
  expect(effectiveSampleSize).toBeGreaterThan(0.7 * 4 * 3000);
});

test("weighs places where the density is not normal", async () => {
  // exp(x) has a gamma density of shape 3: the mean of x is digamma(3), its variance trigamma(3).
  const density = ([x]: Float64Array) => ({
    value: 3 * x! - Math.exp(x!),
    gradient: Float64Array.of(3 - Math.exp(x!)),
  });
  const { draws } = await laplaceDraws(density, Float64Array.of(0), { draws: 4000, stream: randomStream(2) });
  const mean = draws.reduce((sum, [x]) => sum + x!, 0) / draws.length;
  const variance = draws.reduce((sum, [x]) => sum + (x! - mean) ** 2, 0) / draws.length;
  expect(mean).toBeClose(0.9227843350984671, { absolute: 0.02 });
  expect(variance).toBeClose(0.39493406684822646, { relative: 0.05 });
});

test("agrees with the chains where there is one peak", async () => {
  const x = Array.from({ length: 25 }, (_, i) => i / 4);
  const stream = randomStream(4);
  const targets = x.map((value) => Math.sin(value) + 0.1 * stream.normal());
  const [fast, slow] = [
    await bayesianGaussianProcess({ inference: "mode", draws: 250 }).fit(x, targets),
    await bayesianGaussianProcess().fit(x, targets),
  ];
  for (const [p, { median }] of slow.hyperparameters.entries()) {
    expect(Math.log(fast.hyperparameters[p]!.median / median)).toBeClose(0, { absolute: 0.15 });
  }
  const at = [2.1, 7];
  expect(fast.predictive(at).std).toBeClose(slow.predictive(at).std, { relative: 0.1 });
  expect(fast.evaluations).toBeLessThan(slow.evaluations / 3);
  expect(fast.hyperparameters[0]!.scaleReduction).toBeUndefined();
});

test("refuses other ways", () => {
  expect(() => bayesianGaussianProcess({ inference: "variational" as never })).toThrow(/Give "chains" or "mode"/);
});
