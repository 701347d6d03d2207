import { asMatrix, NDArray, negativeLogPredictiveDensity, randomStream, rootMeanSquareError } from "@mesoscope/core";
import {
  censored,
  constant,
  fixed,
  gaussianProcess,
  linear,
  loadCovariance,
  loadSparseGaussianProcess,
  matern,
  productOf,
  rbf,
  sparseGaussianProcess,
  sumOf,
} from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { collapsedBound, collapsedPosterior, inducingFactor } from "../../../plugins/gp/src/sparse/collapsed-bound.ts";
import { inducingRows } from "../../../plugins/gp/src/sparse/inducing-points.ts";
import { sufficientStatistics } from "../../../plugins/gp/src/sparse/sufficient-statistics.ts";
import { withConstant } from "../../../plugins/gp/src/sparse/with-constant.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const stream = randomStream(3);
const X = stream.uniforms([400, 2]);
const target = (a: number, b: number) => Math.sin(5 * a) + b * b;
const y = Array.from({ length: 400 }, (_, i) => target(X.get(i, 0), X.get(i, 1)) + 0.05 * stream.normal());
const spec = sparseGaussianProcess({ inducingPoints: 40, starts: 1 });

const small = sparseGaussianProcess({ inducingPoints: 10, starts: 1 });
keepsEstimatorContract(small, { X: X.slice(0, 40), y: y.slice(0, 40), load: loadSparseGaussianProcess });
keepsEstimatorContract(sparseGaussianProcess({ kernel: sumOf(rbf(), linear()), inducingPoints: 5 }), {
  X: [0, 1, 2, 3, 4, 5],
  y: [1, 2, 2, 4, 5, 5],
});

// biome-ignore lint/suspicious/noExplicitAny: the script says what is in a case
const cases: [string, any][] = reference("gp/sparse.json").map((given: { name: string }) => [given.name, given]);

describe.each(cases)("%s", (_, given) => {
  const kernel = loadCovariance(given.kernel);
  const parameters = kernel.parameters(2).map(({ start }) => start!);
  const [points, inducing] = [asMatrix(given.X), asMatrix(given.Z)];
  const targets = Float64Array.from(given.y);
  const bind = (values: readonly number[]) => withConstant(kernel.bind(values, 2), given.shift);

  test("has the bound of dense NumPy, and its slope", () => {
    const bound = (values: readonly number[]) =>
      collapsedBound(points, targets, inducing, bind(values.slice(0, -1)), values.at(-1)!, parameters.length);
    const at = [...parameters, given.noise];
    const found = bound(at);
    expect(found.value).toBeClose(given.bound, { relative: 1e-6 });
    const slopes = at.map((_value, p) => {
      const moved = (by: number) => bound(at.map((value, q) => value * Math.exp(p === q ? by : 0))).value;
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    expect(found.gradient).toBeClose(slopes, { relative: 1e-5, absolute: 1e-4 });
  });

  test("predicts as dense NumPy", async () => {
    const covariance = bind(parameters);
    const factor = inducingFactor(inducing, covariance);
    const statistics = await sufficientStatistics(points, targets, inducing, covariance, factor);
    const { weights } = collapsedPosterior(statistics, factor, given.noise);
    const mean = given.T.map((_at: unknown, i: number) => {
      const row = new Float64Array(12);
      covariance.row(asMatrix(given.T), i, inducing, 12, row);
      return row.reduce((total, value, m) => total + value * weights.data[m]!, 0);
    });
    expect(mean).toBeClose(given.mean, { relative: 1e-5, absolute: 1e-6 });
  });
});

test("with every row as an inducing point it is the exact process", async () => {
  const x = Array.from({ length: 25 }, (_, i) => i / 4);
  const values = x.map((at, i) => Math.sin(at) + 0.1 * (-1) ** i);
  const kernel = productOf(constant({ outputScale: fixed(1) }), matern({ smoothness: 1.5, lengthScale: fixed(0.3) }));
  const options = { kernel, noise: fixed(0.02) };
  const sparse = await sparseGaussianProcess({ ...options, inducingPoints: 25 }).fit(x, values);
  const exact = await gaussianProcess(options).fit(x, values);
  const [found, wanted] = [sparse.predictive([0.3, 3.1, 6.2]), exact.predictive([0.3, 3.1, 6.2])];
  expect(sparse.evidenceLowerBound).toBeClose(exact.logMarginalLikelihood, { relative: 1e-6 });
  expect(found.mean).toBeClose(wanted.mean, { absolute: 1e-6 });
  expect(found.std).toBeClose(wanted.std, { relative: 1e-5 });
});

test("the bound lies below the evidence, and more inducing points raise it", async () => {
  const options = { kernel: rbf({ lengthScale: fixed(0.3) }), noise: fixed(0.1) };
  const bounds = [];
  for (const inducingPoints of [5, 15, 40]) {
    bounds.push((await sparseGaussianProcess({ ...options, inducingPoints }).fit(X, y)).evidenceLowerBound);
  }
  const few = bounds[0]!;
  expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  expect(few).toBeLessThan(bounds[2]! - 1);
});

test("learns as well as the exact process from many rows", async () => {
  const Z = randomStream(9).uniforms([200, 2]);
  const truth = Array.from({ length: 200 }, (_, i) => target(Z.get(i, 0), Z.get(i, 1)));
  const model = await spec.fit(X, y);
  expect(model.noise).toBeClose(0.05, { relative: 0.15 });
  const predictive = model.predictive(Z, { noise: false });
  expect(rootMeanSquareError(truth, predictive.mean)).toBeLessThan(0.02);
  expect(negativeLogPredictiveDensity(truth, predictive)).toBeLessThan(-2);
});

test("samples vary together as the covariance says", async () => {
  const model = await small.fit(X.slice(0, 60), y.slice(0, 60));
  const samples = model
    .predictive(
      [
        [0.5, 0.5],
        [0.5, 0.501],
      ],
      { noise: false },
    )
    .sample(2000);
  const differences = Array.from({ length: 2000 }, (_, s) => samples.get(s, 0) - samples.get(s, 1));
  const spread = Math.sqrt(differences.reduce((total, value) => total + value ** 2, 0) / 2000);
  expect(spread).toBeLessThan(0.2 * model.predictive([[0.5, 0.5]], { noise: false }).std.data[0]!);
});

test("inducing rows are the pivots of the covariance, and repeated rows count once", () => {
  const covariance = rbf({ lengthScale: 1 }).bind([1], 1);
  const rows = inducingRows(new NDArray(Float64Array.of(0, 0, 10, 10, 5), [5, 1]), covariance, 0.1, 5);
  expect(rows.toSorted()).toEqual([0, 2, 4]);
});

test("bad input is named", async () => {
  expect(() => sparseGaussianProcess({ inducingPoints: 0 })).toThrow(/inducingPoints is 0/);
  expect(() => sparseGaussianProcess({ kernel: 3 as never })).toThrow(/kernel is no kernel/);
  expect(() => loadSparseGaussianProcess({})).toThrow(/no saved sparse model/);
  const bounds = censored([1, 2], { isLowerBound: [true, false] });
  await expect(spec.fit([1, 2], bounds as never)).rejects.toThrow(/some targets are only bounds/);
  await expect(spec.fit([1, NaN], [1, 2])).rejects.toThrow(/X is NaN in row 1/);
  const many = new Float64Array(20_001);
  await expect(gaussianProcess().fit(many, many)).rejects.toThrow(/20001 rows are too many.*Use sparseGaussianProcess/);
});

test("constant targets, constant columns and one row", async () => {
  expect((await spec.fit([[1, 2]], [3])).predict([[1, 2]]).data[0]).toBeClose(3, { absolute: 0.5 });
  expect(
    (
      await spec.fit(
        [
          [1, 2],
          [1, 3],
          [1, 4],
        ],
        [3, 3, 3],
      )
    ).predict([[1, 9]]).data[0],
  ).toBeClose(3, { absolute: 1e-6 });
});
