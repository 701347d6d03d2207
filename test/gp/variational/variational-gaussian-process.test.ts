import { asMatrix, cholesky, choleskyInverse, matmul, NDArray, randomStream } from "@mesoscope/core";
import {
  bernoulliLikelihood,
  constant,
  fixed,
  gaussianProcess,
  latentGaussianProcess,
  linear,
  loadVariationalGaussianProcess,
  matern,
  normalLikelihood,
  periodic,
  productOf,
  rbf,
  sparseGaussianProcess,
  studentTLikelihood,
  sumOf,
  variationalGaussianProcess,
} from "@mesoscope/gp";
import { installRunContext, runContext, StopError } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { addCrossSlopes } from "../../../plugins/gp/src/covariance/cross-slopes.ts";
import type { VariationalLikelihood } from "../../../plugins/gp/src/likelihoods/likelihood.ts";
import { inducingFactor, variationalBound } from "../../../plugins/gp/src/variational/variational-bound.ts";
import { VariationalModel } from "../../../plugins/gp/src/variational/variational-model.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const stream = randomStream(3);
const X = stream.uniforms([300, 2]);
const target = (a: number, b: number) => Math.sin(5 * a) + b * b;
const y = Array.from({ length: 300 }, (_, i) => target(X.get(i, 0), X.get(i, 1)) + 0.05 * stream.normal());
const classes = y.map((value) => Number(value + 0.2 * stream.normal() > 0.9));

const small = { inducingPoints: 10, steps: 10, starts: 1 };
keepsEstimatorContract(variationalGaussianProcess(small), {
  X: X.slice(0, 40),
  y: y.slice(0, 40),
  load: loadVariationalGaussianProcess,
});
keepsEstimatorContract(variationalGaussianProcess({ ...small, likelihood: studentTLikelihood() }), {
  X: X.slice(0, 20),
  y: y.slice(0, 20),
  load: loadVariationalGaussianProcess,
});

// biome-ignore lint/suspicious/noExplicitAny: the script says what is in a case
const cases: [string, any][] = reference("gp/variational.json").map((given: { kind: string }) => [given.kind, given]);

describe.each(cases)("GPyTorch, %s", (kind, given) => {
  const kernel = productOf(constant({ outputScale: given.scale }), rbf({ lengthScale: given.lengths }));
  const likelihood = kind === "normal" ? normalLikelihood({ noise: given.noise }) : bernoulliLikelihood();
  const precision = choleskyInverse(cholesky(given.posteriorCovariance));
  const posterior = { precision, shift: matmul(precision, given.posteriorMean) };
  const inducing = asMatrix(given.Z);

  test("the bound on part of the rows", () => {
    const { value } = variationalBound(
      { X: asMatrix(given.X), y: Float64Array.from(given.y), share: given.rows / given.y.length },
      posterior,
      {
        inducing,
        covariance: kernel.bind([given.scale, ...given.lengths], 2),
        constant: given.shift,
        kernelCount: 3,
        likelihood,
        values: kind === "normal" ? [given.noise] : [],
      },
    );
    expect(value).toBeClose(given.bound, { relative: 1e-5 });
  });

  test("the predictions", () => {
    const model = new VariationalModel({
      kernel,
      likelihood,
      prior: { mean: 0, variance: given.shift },
      inputs: ["a", "b"],
      rows: given.rows,
      inducing,
      posterior,
      bound: 0,
      steps: 0,
      isStopped: false,
    });
    const hidden = model.predictive(given.T, { noise: false });
    expect(hidden.mean).toBeClose(given.mean, { relative: 1e-5, absolute: 1e-6 });
    expect((hidden.std as NDArray).map((std) => std ** 2)).toBeClose(given.variance, { relative: 1e-5 });
    expect(model.predict(given.T)).toBeClose(given.target, { relative: 1e-5, absolute: 1e-6 });
  });
});

const likelihoods: Record<string, [VariationalLikelihood, number[]]> = {
  normal: [normalLikelihood(), [0.3]],
  "Student's t": [studentTLikelihood({ degreesOfFreedom: 3 }), [3.5, 0.3]],
  "0 or 1": [bernoulliLikelihood(), []],
};

describe.each(Object.entries(likelihoods))("%s", (name, [likelihood, values]) => {
  test("expectations have the slopes they state", () => {
    for (const [target, mean, variance] of [
      [1, 0.3, 0.5],
      [0, 1.9, 0.05],
      [1, -2.5, 1.2],
    ] as const) {
      const at = (m: number, v: number, p = values) => likelihood.expectation(target, m, v, p).value;
      const found = likelihood.expectation(target, mean, variance, values);
      const step = 1e-5;
      expect(found.byMean).toBeClose((at(mean + step, variance) - at(mean - step, variance)) / (2 * step), {
        relative: 1e-6,
        absolute: 1e-8,
      });
      expect(found.byVariance).toBeClose((at(mean, variance + step) - at(mean, variance - step)) / (2 * step), {
        relative: 1e-5,
        absolute: 1e-7,
      });
      const slopes = values.map((_, p) => {
        const moved = (by: number) => values.map((value, q) => (p === q ? value * Math.exp(by) : value));
        return (at(mean, variance, moved(step)) - at(mean, variance, moved(-step))) / (2 * step);
      });
      expect(found.byParameters).toBeClose(slopes, { relative: 1e-6, absolute: 1e-8 });
    }
  });

  test.each([
    ["Matérn 5/2", productOf(constant(), matern())],
    ["Matérn 1/2 and a line", sumOf(productOf(constant(), matern({ smoothness: 0.5 })), linear())],
  ])("the bound has the slopes it states, %s", (_name, kernel) => {
    const inducing = X.slice(0, 7);
    const batch = {
      X: X.slice(20, 50),
      y: Float64Array.from((name === "0 or 1" ? classes : y).slice(20, 50)),
      share: 3,
    };
    const root = randomStream(5).normals([7, 7]);
    const precision = matmul(root, root.transpose()).map((value, at) => value + (at % 8 === 0 ? 2 : 0));
    const posterior = { precision, shift: randomStream(6).normals([7]) };
    const numbers = kernel.parameters(2).map((_, p) => 1.3 - 0.2 * p);
    const count = numbers.length;
    const bound = (at: readonly number[]) =>
      variationalBound(batch, posterior, {
        inducing,
        covariance: kernel.bind(at.slice(0, count), 2),
        constant: 0.5,
        kernelCount: count,
        likelihood,
        values: at.slice(count),
      });
    const at = [...numbers, ...values];
    const slopes = at.map((_value, p) => {
      const moved = (by: number) => bound(at.map((value, q) => value * Math.exp(p === q ? by : 0))).value;
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    expect(bound(at).gradient).toBeClose(slopes, { relative: 1e-5, absolute: 1e-4 });
  });
});

test.each([
  rbf({ lengthScale: [0.3, 2] }),
  matern({ smoothness: 0.5, lengthScale: [0.3, 2] }),
  matern({ smoothness: 1.5, lengthScale: [0.3, 2] }),
  productOf(constant({ outputScale: 1.4 }), matern({ lengthScale: [0.3, 2] })),
  matern({ lengthScale: 0.4, ard: false }),
  periodic({ period: 2, lengthScale: 0.7, inputs: [0] }),
])("slopes of whole blocks are those of their rows: $name", (kernel) => {
  const bound = kernel.bind(
    kernel.parameters(2).map(({ start }) => start!),
    2,
  );
  const [left, right] = [X.slice(0, 9).map((value) => value + 1e5), X.slice(5, 25).map((value) => value + 1e5)];
  const weights = randomStream(1).normals([9, 20]);
  const [whole, byRow] = [new Float64Array(4), new Float64Array(4)];
  addCrossSlopes(bound, left, right, weights, whole);
  for (let i = 0; i < 9; i++) {
    bound.gradient(left, i, right, 20, weights.data.subarray(20 * i, 20 * (i + 1)), byRow, 0);
  }
  expect(whole).toBeClose(byRow, { relative: 1e-9, absolute: 1e-9 });
});

const held = productOf(
  constant({ outputScale: fixed(1) }),
  matern({ smoothness: 1.5, lengthScale: fixed([0.4, 0.6]) }),
);

test("settles on the optimum in closed form where the noise is normal", async () => {
  const noise = fixed(0.1);
  const likelihood = normalLikelihood({ noise });
  const model = await variationalGaussianProcess({ kernel: held, likelihood, inducingPoints: 30 }).fit(X, y);
  const sparse = await sparseGaussianProcess({ kernel: held, noise, inducingPoints: 30 }).fit(X, y);
  expect(model.inducingPoints.data).toEqual(sparse.inducingPoints.data);
  expect(model.evidenceLowerBound).toBeClose(sparse.evidenceLowerBound, { relative: 1e-5 });
  const points = [
    [0.2, 0.3],
    [0.9, 0.1],
  ];
  expect(model.predict(points)).toBeClose(sparse.predict(points), { absolute: 1e-5 });
  const [found, wanted] = [model.predictive(points).std, sparse.predictive(points).std];
  expect(found as NDArray).toBeClose(wanted, { relative: 1e-5 });
});

test("with every row as an inducing point it is the process with Student-t noise", async () => {
  const likelihood = studentTLikelihood({ noise: fixed(0.1), degreesOfFreedom: fixed(4) });
  const values = y.slice(0, 40);
  const kernel = productOf(
    constant({ outputScale: fixed(1) }),
    matern({ smoothness: 0.5, lengthScale: fixed([0.6, 0.6]) }),
  );
  const exact = await latentGaussianProcess({ kernel, likelihood }).fit(X.slice(0, 40), values);
  const model = await variationalGaussianProcess({ kernel, likelihood, inducingPoints: 40 }).fit(
    X.slice(0, 40),
    values,
  );
  expect(model.inducingPoints.shape[0]).toBe(40);
  expect(model.evidenceLowerBound).toBeClose(exact.logMarginalLikelihood, { absolute: 1e-3 });
  expect(model.predict(X.slice(40, 50))).toBeClose(exact.predict(X.slice(40, 50)), { absolute: 1e-3 });
});

test.each([
  [200, 0.1],
  [600, 0.3],
])("finds the noise of the exact process in %d rows that scatter by %d", async (rows, scatter) => {
  const drawn = randomStream(rows);
  const inputs = drawn.uniforms([rows]);
  const targets = inputs.map((x) => Math.sin(6 * x) + scatter * drawn.normal());
  const exact = await gaussianProcess({ starts: 1 }).fit(inputs, targets);
  const model = await variationalGaussianProcess({ starts: 1, batch: 150 }).fit(inputs, targets);
  const noise = exact.hyperparameters.at(-1)!.value;
  expect(model.hyperparameters.at(-1)!.value).toBeClose(noise, { relative: 0.02 });
  const at = inputs.slice(0, 50);
  expect(model.predict(at)).toBeClose(exact.predict(at), { absolute: 0.25 * noise });
  expect(model.predictive(at).std as NDArray).toBeClose(exact.predictive(at).std as NDArray, { relative: 0.03 });
});

test("learns the noise, and a function from classes", async () => {
  const model = await variationalGaussianProcess({ inducingPoints: 40, batch: 100, starts: 1 }).fit(X, y);
  expect(model.hyperparameters.at(-1)!.value).toBeClose(0.05, { relative: 0.3 });
  const binary = await variationalGaussianProcess({ likelihood: bernoulliLikelihood(), inducingPoints: 30 }).fit(
    X,
    classes,
  );
  const right = binary.predict(X).data.filter((value, i) => Number(value > 0.5) === classes[i]).length;
  expect(right).toBeGreaterThan(255);
  const loaded = loadVariationalGaussianProcess(JSON.parse(JSON.stringify(binary)));
  expect(loaded.predict(X).data).toEqual(binary.predict(X).data);
  expect(binary.predictive([[0.1, 0.9]]).interval(0.9).upper.data[0]).toBe(1);
});

test("a stop request keeps what was found", async () => {
  const outer = runContext();
  let ticks = 0;
  const refuse = () => Promise.reject(new Error("nothing is shown or asked"));
  installRunContext({
    tick: () => (++ticks > 60 ? Promise.reject(new StopError("STOPPED", "the cell was stopped.")) : Promise.resolve()),
    display: refuse,
    clearOutput: () => {},
    input: refuse,
  });
  try {
    const model = await variationalGaussianProcess({ inducingPoints: 20, starts: 1, steps: 1000 }).fit(X, y);
    expect(model.toJSON().isStopped).toBe(true);
    expect(Math.abs(model.predict([[0.3, 0.5]]).data[0]! - target(0.3, 0.5))).toBeLessThan(0.3);
  } finally {
    installRunContext(outer);
  }
});

test("bad input is named", async () => {
  expect(() => variationalGaussianProcess({ batch: 0 })).toThrow(/batch is 0/);
  expect(() => variationalGaussianProcess({ learningRate: -1 })).toThrow(/learningRate is -1/);
  expect(() => variationalGaussianProcess({ likelihood: 3 as never })).toThrow(/likelihood is none/);
  const noiseless = normalLikelihood({ noise: fixed(0) });
  expect(() => variationalGaussianProcess({ likelihood: noiseless })).toThrow(/noise is fixed at 0/);
  const binary = variationalGaussianProcess({ likelihood: bernoulliLikelihood() });
  await expect(binary.fit([1, 2], [0, 2])).rejects.toThrow(/y is 2 in row 1/);
  expect(() => loadVariationalGaussianProcess({})).toThrow(/no saved model/);
});

test("the factor of repeated inducing points", () => {
  const twice = new NDArray(Float64Array.of(1, 1), [2, 1]);
  expect(inducingFactor(twice, rbf().bind([1], 1), 0).data.every(Number.isFinite)).toBe(true);
});
