import { randomStream } from "@mesoscope/core";
import {
  constant,
  fixed,
  gaussianProcess,
  iterativeGaussianProcess,
  loadIterativeGaussianProcess,
  matern,
  productOf,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { expect, test } from "vitest";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const stream = randomStream(3);
const rows = 2000;
const X = stream.uniforms([rows, 2]);
const target = (a: number, b: number) => Math.sin(5 * a) + b * b;
const y = Array.from({ length: rows }, (_, i) => target(X.get(i, 0), X.get(i, 1)) + 0.1 * stream.normal());

keepsEstimatorContract(iterativeGaussianProcess({ starts: 1 }), {
  X: X.slice(0, 40),
  y: y.slice(0, 40),
  load: loadIterativeGaussianProcess,
});

test.each([
  productOf(constant({ outputScale: fixed(1.2) }), rbf({ lengthScale: fixed([0.3, 0.5]) })),
  sumOf(
    productOf(constant({ outputScale: fixed(1.2) }), matern({ smoothness: 1.5, lengthScale: fixed([0.1, 0.3]) })),
    productOf(constant({ outputScale: fixed(0.5) }), matern({ lengthScale: fixed(2) })),
  ),
])("2000 rows are conditioned on exactly: $name", async (kernel) => {
  const count = kernel.kind === "sum" ? 400 : rows;
  const options = { kernel, noise: fixed(0.1) };
  const [some, values] = [X.slice(0, count), y.slice(0, count)];
  const model = await iterativeGaussianProcess({ ...options, learningRows: 50 }).fit(some, values);
  const exact = await gaussianProcess(options).fit(some, values);
  const points = [
    [0.2, 0.3],
    [0.9, 0.1],
    [1.5, -0.4],
  ];
  const [mean, spread] = [dataMean(values), 1e-3];
  for (const noise of [true, false]) {
    const [found, wanted] = [model.predictive(points, { noise }), exact.predictive(points, { noise })];
    expect(found.mean).toBeClose(wanted.mean, { absolute: 1e-6 * (1 + Math.abs(mean)) });
    expect(found.std).toBeClose(wanted.std, { relative: 1e-5 });
    expect(found.covariance).toBeClose(wanted.covariance, { relative: 1e-5, absolute: 1e-6 });
  }
  const { value, standardError } = model.logMarginalLikelihood;
  expect(standardError).toBeLessThan(0.01 * count);
  expect(Math.abs(value - exact.logMarginalLikelihood)).toBeLessThan(4 * standardError + spread);
});

function dataMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("the estimate of the likelihood scatters about the exact one as its standard error says", async () => {
  const kernel = productOf(
    constant({ outputScale: fixed(1) }),
    matern({ smoothness: 0.5, lengthScale: fixed([0.1, 0.1]) }),
  );
  const options = { kernel, noise: fixed(0.05) };
  const [some, values] = [X.slice(0, 300), y.slice(0, 300)];
  const exact = await gaussianProcess(options).fit(some, values);
  const scores: number[] = [];
  for (let seed = 0; seed < 8; seed++) {
    const model = await iterativeGaussianProcess({ ...options, learningRows: 20, seed }).fit(some, values);
    const { value, standardError } = model.logMarginalLikelihood;
    scores.push((value - exact.logMarginalLikelihood) / standardError);
  }
  expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4);
});

test("learns from some of the rows", async () => {
  const model = await iterativeGaussianProcess({ learningRows: 200, starts: 1 }).fit(X, y);
  expect(model.noise).toBeClose(0.1, { relative: 0.25 });
  expect(Math.abs(model.predict([[0.3, 0.5]]).data[0]! - target(0.3, 0.5))).toBeLessThan(0.05);
});

test("bad input is named", async () => {
  expect(() => iterativeGaussianProcess({ learningRows: 0 })).toThrow(/learningRows is 0/);
  expect(() => iterativeGaussianProcess({ kernel: 3 as never })).toThrow(/kernel is no kernel/);
  expect(() => iterativeGaussianProcess({ noise: fixed(0) })).toThrow(/noise is 0/);
  expect(() => loadIterativeGaussianProcess({})).toThrow(/no saved model/);
  await expect(iterativeGaussianProcess().fit([1, NaN], [1, 2])).rejects.toThrow(/X is NaN in row 1/);
});
