import { negativeLogPredictiveDensity, randomStream } from "@mesoscope/core";
import {
  gaussianProcess,
  heteroscedasticGaussianProcess,
  latentGaussianProcess,
  loadHeteroscedasticGaussianProcess,
} from "@mesoscope/gp";
import { expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const stream = randomStream(8);
const noiseAt = (x: number) => Math.exp(-3 + 0.7 * x);
const draw = (x: number) => Math.sin(2 * x) + noiseAt(x) * stream.normal();
const X = Array.from({ length: 120 }, (_, i) => i / 40);
const y = X.map(draw);
const spec = heteroscedasticGaussianProcess({ starts: 1 });

keepsEstimatorContract(spec, { X: X.slice(0, 20), y: y.slice(0, 20), load: loadHeteroscedasticGaussianProcess });

test("finds noise that grows, and predicts better than with one noise", async () => {
  const model = await spec.fit(X, y);
  const at = [0.3, 1.5, 2.7];
  expect(model.noise(at).map((value, i) => Math.log(value / noiseAt(at[i]!)))).toBeClose([0, 0, 0], { absolute: 0.4 });
  const places = Array.from({ length: 300 }, () => 3 * stream.uniform());
  const truth = places.map(draw);
  const plain = await gaussianProcess().fit(X, y);
  const density = negativeLogPredictiveDensity(truth, model.predictive(places));
  expect(density).toBeLessThan(negativeLogPredictiveDensity(truth, plain.predictive(places)) - 0.1);
  const { lower, upper } = model.predictive(places).interval(0.9);
  const inside = truth.filter((value, i) => lower.data[i]! <= value && value <= upper.data[i]!).length / 300;
  expect(inside).toBeClose(0.9, { absolute: 0.05 });
});

test("left-out predictions are those of fitting without the row", async () => {
  const few = [0, 0.4, 1, 1.5, 2.2];
  const targets = few.map(Math.sin);
  const first = await latentGaussianProcess({ mean: 0 }).fit(few, targets);
  const { mean, variance } = first.leaveOneOut();
  const keep = { kernel: first.kernel, likelihood: first.likelihood, mean: 0, optimize: false };
  const without = await latentGaussianProcess(keep).fit(
    few.filter((_, i) => i !== 2),
    targets.filter((_, i) => i !== 2),
  );
  const predictive = without.predictive([1], { noise: false });
  expect(mean.data[2]).toBeClose(predictive.mean.data[0]!, { relative: 1e-6 });
  expect(variance.data[2]).toBeClose(predictive.std.data[0]! ** 2, { relative: 1e-4, absolute: 1e-12 });
});

test("bad input is named", async () => {
  expect(() => heteroscedasticGaussianProcess({ noiseKernel: 1 as never })).toThrow(/noiseKernel is no kernel/);
  expect(() => loadHeteroscedasticGaussianProcess({})).toThrow(/no saved model/);
  await expect(spec.fit([1, NaN], [1, 2])).rejects.toThrow(/X is NaN in row 1/);
});
