import { randomStream } from "@mesoscope/core";
import {
  constant,
  fixed,
  gaussianProcess,
  loadSeriesGaussianProcess,
  matern,
  productOf,
  seriesGaussianProcess,
} from "@mesoscope/gp";
import { expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const stream = randomStream(4);
const X = Array.from({ length: 40 }, () => 10 * stream.uniform());
X[7] = X[3]!;
const y = X.map((x) => 3 + Math.sin(x) + 0.1 * stream.normal());
const at = [-1, 0.3, X[3]!, 5.5, 12];

keepsEstimatorContract(seriesGaussianProcess({ starts: 1 }), { X, y, load: loadSeriesGaussianProcess });

test.each([0.5, 1.5, 2.5] as const)("is the exact process, smoothness %s", async (smoothness) => {
  const [outputScale, lengthScale, noise] = [fixed(1.3), fixed(0.8), fixed(0.15)];
  const series = await seriesGaussianProcess({ smoothness, outputScale, lengthScale, noise }).fit(X, y);
  const kernel = productOf(constant({ outputScale }), matern({ smoothness, lengthScale }));
  const exact = await gaussianProcess({ kernel, noise }).fit(X, y);
  expect(series.logMarginalLikelihood).toBeClose(exact.logMarginalLikelihood, { relative: 1e-9 });
  for (const options of [{}, { noise: false }]) {
    const [found, wanted] = [series.predictive(at, options), exact.predictive(at, options)];
    expect(found.mean).toBeClose(wanted.mean, { relative: 1e-8 });
    expect(found.std).toBeClose(wanted.std, { relative: 1e-7 });
    expect(found.quantile(0.9)).toBeClose(wanted.quantile(0.9), { relative: 1e-7 });
  }
});

test("learns what the exact process learns", async () => {
  const [series, exact] = [await seriesGaussianProcess().fit(X, y), await gaussianProcess().fit(X, y)];
  expect(series.logMarginalLikelihood).toBeClose(exact.logMarginalLikelihood, { absolute: 0.01 });
  expect(series.noise).toBeClose(exact.noise, { relative: 0.02 });
});

test("samples have the covariance of the exact process", async () => {
  const [outputScale, lengthScale, noise] = [fixed(1), fixed(1), fixed(0.3)];
  const few = [0, 1, 2, 3];
  const series = await seriesGaussianProcess({ outputScale, lengthScale, noise }).fit(few, few.map(Math.sin));
  const kernel = productOf(constant({ outputScale }), matern({ lengthScale }));
  const exact = await gaussianProcess({ kernel, noise }).fit(few, few.map(Math.sin));
  const count = 4000;
  const moments = (samples: { get(s: number, j: number): number }, mean: Float64Array) => {
    const product = (i: number, j: number) => {
      let sum = 0;
      for (let s = 0; s < count; s++) sum += (samples.get(s, i) - mean[i]!) * (samples.get(s, j) - mean[j]!);
      return sum / count;
    };
    return [product(0, 0), product(0, 1), product(1, 1)];
  };
  const places = [1.5, 4];
  const [found, wanted] = [series, exact].map((model) => {
    const predictive = model.predictive(places, { noise: false });
    return moments(predictive.sample(count), predictive.mean.data);
  });
  expect(found!).toBeClose(wanted!, { relative: 0.12, absolute: 0.01 });
});

test("many rows take a moment", async () => {
  const t = Array.from({ length: 20_000 }, (_, i) => i / 50);
  const targets = t.map((x) => Math.sin(x) + 0.3 * stream.normal());
  const model = await seriesGaussianProcess({ smoothness: 1.5, starts: 1 }).fit(t, targets);
  expect(model.noise).toBeClose(0.3, { relative: 0.02 });
  expect(model.predict([200.01]).data[0]).toBeClose(Math.sin(200.01), { absolute: 0.1 });
});

test("bad input is named", async () => {
  expect(() => seriesGaussianProcess({ smoothness: 3 as never })).toThrow(/smoothness is 3/);
  await expect(
    seriesGaussianProcess().fit(
      [
        [1, 2],
        [3, 4],
      ],
      [1, 2],
    ),
  ).rejects.toThrow(/X has 2 columns but a series has one/);
  expect(() => loadSeriesGaussianProcess({})).toThrow(/no saved model/);
});
