import { asMatrix, mean, NDArray, normalCdf } from "@mesoscope/core";
import {
  constant,
  fixed,
  gaussianProcess,
  intervals,
  latentGaussianProcess,
  loadLatentGaussianProcess,
  measured,
  normalLikelihood,
  productOf,
  rbf,
  studentTLikelihood,
} from "@mesoscope/gp";
import type { Predictive } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import { digamma, logGamma } from "../../../plugins/gp/src/likelihoods/gamma-function.ts";
import { conditionOnSites, evidenceSlopes, priorMatrix } from "../../../plugins/gp/src/likelihoods/gaussian-sites.ts";
import { intervalTilt } from "../../../plugins/gp/src/likelihoods/interval-tilt.ts";
import { studentTPredictive } from "../../../plugins/gp/src/likelihoods/student-t-predictive.ts";
import type { UncertainTargets } from "../../../plugins/gp/src/likelihoods/targets.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const cases = reference("gp/likelihoods.json");
const X = Array.from({ length: 16 }, (_, i) => i / 3);
const y = X.map((x, i) => Math.sin(x) + 0.05 * (-1) ** i);
const kernelOf = ({ outputScale, lengthScale }: { outputScale: number; lengthScale: number }) =>
  productOf(constant({ outputScale: fixed(outputScale) }), rbf({ lengthScale: fixed(lengthScale) }));

const robust = latentGaussianProcess({ likelihood: studentTLikelihood(), starts: 1 });
keepsEstimatorContract(robust, { X, y, load: loadLatentGaussianProcess });
keepsEstimatorContract(latentGaussianProcess({ kernel: rbf() }), { X, y, load: loadLatentGaussianProcess });

test("standard errors count as in scikit-learn", async () => {
  const given = cases.measured;
  const spec = latentGaussianProcess({
    kernel: kernelOf(given),
    likelihood: normalLikelihood({ noise: fixed(given.noise) }),
    mean: 0,
  });
  const model = await spec.fit(given.X, measured(given.y, { std: given.std }));
  const predictive = model.predictive(given.T, { noise: false });
  expect(predictive.mean).toBeClose(given.mean, { relative: 1e-8, absolute: 1e-10 });
  expect(predictive.std).toBeClose(given.sd, { relative: 1e-8 });
  expect(model.logMarginalLikelihood).toBeClose(given.logMarginalLikelihood, { relative: 1e-9 });
});

test("intervals agree with numerical integration, to the size of the approximation", async () => {
  const given = cases.intervals;
  const spec = latentGaussianProcess({
    kernel: kernelOf(given),
    likelihood: normalLikelihood({ noise: fixed(given.noise) }),
    mean: 0,
  });
  const model = await spec.fit(given.X, intervals(given.lower, given.upper));
  const predictive = model.predictive([given.t], { noise: false });
  expect(model.logMarginalLikelihood).toBeClose(given.logMarginalLikelihood, { absolute: 5e-3 });
  expect(predictive.mean.data[0]).toBeClose(given.mean, { absolute: 5e-3 });
  expect(predictive.std.data[0]).toBeClose(given.sd, { relative: 0.01 });
});

test("without outliers, bounds or standard errors it is gaussianProcess", async () => {
  const options = { kernel: rbf(), mean: 0.1 };
  const [plain, latent] = [await gaussianProcess(options).fit(X, y), await latentGaussianProcess(options).fit(X, y)];
  expect(latent.logMarginalLikelihood).toBeClose(plain.logMarginalLikelihood, { relative: 1e-4 });
  expect(latent.predictive([1.1, 9]).std).toBeClose(plain.predictive([1.1, 9]).std, { relative: 0.01 });
});

const both = [
  ["normal, intervals", normalLikelihood(), intervals([-0.1, 0.3, 0.9, -Infinity], [0.2, 0.3, Infinity, 0.5])],
  ["Student-t", studentTLikelihood({ degreesOfFreedom: 3 }), intervals([0.1, 0.3, 4, 0.5], [0.1, 0.3, 4, 0.5])],
] as const;
test.each(both)("the slopes of the evidence are right: %s", (_, likelihood, targets: UncertainTargets) => {
  const points = asMatrix([0, 1, 2, 3.3]);
  const bare = rbf();
  const count = likelihood.parameters().length;
  const evidence = (values: readonly number[]) => {
    const covariance = bare.bind(values.slice(0, 1), 1);
    const matrix = priorMatrix(points, covariance);
    const found = likelihood.sites(matrix, targets, values.slice(1));
    const posterior = conditionOnSites(matrix, found.sites);
    const gradient = new Float64Array(1 + count);
    const slopes = evidenceSlopes(points, covariance, posterior, gradient);
    gradient.set(found.slopes(slopes), 1);
    return { value: posterior.logEvidence, gradient };
  };
  const at = [0.9, ...(count === 2 ? [3] : []), 0.3];
  const slopes = at.map((_value, p) => {
    const moved = (by: number) => evidence(at.map((value, q) => value * Math.exp(p === q ? by : 0))).value;
    return (moved(1e-4) - moved(-1e-4)) / 2e-4;
  });
  expect(evidence(at).gradient).toBeClose(slopes, { relative: 1e-4, absolute: 1e-5 });
});

test("outliers are harmless with Student-t noise, and not without", async () => {
  const spoiled = y.map((value, i) => (i % 7 === 3 ? value + 4 * (-1) ** i : value));
  const error = (found: { data: Float64Array }) =>
    Math.sqrt(X.reduce((total, x, i) => total + (found.data[i]! - Math.sin(x)) ** 2, 0) / X.length);
  const model = await latentGaussianProcess({ likelihood: studentTLikelihood() }).fit(X, spoiled);
  const plain = await gaussianProcess().fit(X, spoiled);
  expect(error(model.predict(X))).toBeLessThan(0.1);
  expect(error(plain.predict(X))).toBeGreaterThan(0.3);
  const between = X.slice(1).map((x) => x - 1 / 6);
  const width = (found: { predictive(places: number[]): Predictive }) => mean(found.predictive(between).std);
  expect(width(model)).toBeLessThan(width(plain) / 2);
});

test("the bound of Student-t noise lies below the integral, and near it", async () => {
  const { evidence, freedom, noise } = cases.studentT;
  const likelihood = studentTLikelihood({ degreesOfFreedom: fixed(freedom), noise: fixed(noise) });
  const kernel = constant({ outputScale: fixed(1) });
  const model = await latentGaussianProcess({ kernel, likelihood, mean: 0, optimize: false }).fit([0], [1.7]);
  expect(model.logMarginalLikelihood).toBeLessThan(evidence);
  expect(model.logMarginalLikelihood).toBeGreaterThan(evidence - 0.3);
});

test("Student-t predictions have the quantiles of the integral, and samples that agree", () => {
  const { freedom, noise, values, spread, cdf } = cases.studentT;
  const latent = {
    mean: new NDArray(Float64Array.of(0)),
    variance: Float64Array.of(spread ** 2),
    covariance: () => new NDArray(Float64Array.of(spread ** 2), [1, 1]),
  };
  const predictive = studentTPredictive(latent, Float64Array.of(0), freedom, noise);
  for (const [k, probability] of cdf.entries()) {
    expect(predictive.quantile(probability).data[0]).toBeClose(values[k], { absolute: 2e-3 });
  }
  const samples = predictive.sample(20_000).data;
  for (const [k, probability] of cdf.entries()) {
    const below = samples.filter((value) => value < values[k]).length / samples.length;
    expect(below).toBeClose(probability, { absolute: 0.01 });
  }
});

test("the gamma function and its slope are SciPy's", () => {
  const { x, log, digamma: slope } = cases.gamma;
  expect(x.map(logGamma)).toBeClose(log, { relative: 1e-13, absolute: 1e-13 });
  expect(x.map(digamma)).toBeClose(slope, { relative: 1e-12 });
});

test("intervals far out in the tails keep their probability", () => {
  const tilt = intervalTilt(30, 31, 0.5, { mean: 0, variance: 0.5 });
  expect(tilt.log).toBeClose(-454.32124395634, { relative: 1e-9 });
  const mirrored = intervalTilt(-31, -30, 0.5, { mean: 0, variance: 0.5 });
  expect([mirrored.log, -mirrored.gradient]).toBeClose([tilt.log, tilt.gradient]);
  expect(intervalTilt(0, Infinity, 1e-8, { mean: 0.1, variance: 1 }).log).toBeClose(Math.log(normalCdf(0.1)), {
    relative: 1e-6,
  });
  const wide = intervalTilt(-1, 2, 0.4, { mean: 0.3, variance: 0.6 });
  expect(wide.log).toBeClose(Math.log(normalCdf(1.7) - normalCdf(-1.3)), { relative: 1e-12 });
});

test("bad input is named", async () => {
  const spec = latentGaussianProcess();
  await expect(spec.fit([1, 2], measured([1], { std: 1 }))).rejects.toThrow(/X has 2 rows but y has 1/);
  await expect(spec.fit([1, 2], [1, NaN])).rejects.toThrow(/y is NaN in row 1/);
  const spans = intervals([0, 1], [1, 2]);
  await expect(latentGaussianProcess({ likelihood: studentTLikelihood() }).fit([1, 2], spans)).rejects.toThrow(
    /the targets are intervals/,
  );
  expect(() => measured([1, 2], { std: [1] })).toThrow(/2 values but std has 1/);
  expect(() => measured([1], { std: -1 })).toThrow(/std is -1 in row 0/);
  expect(() => intervals([2], [1])).toThrow(/row 0 goes from 2 to 1/);
  expect(() => intervals([2], [1, 3])).toThrow(/1 lower and 2 upper/);
  expect(() => latentGaussianProcess({ likelihood: {} as never })).toThrow(/likelihood is none/);
  expect(() => latentGaussianProcess({ mean: NaN })).toThrow(/mean is NaN/);
  expect(() => loadLatentGaussianProcess({ type: "other" })).toThrow(/no saved model/);
});
