import { cholesky, type NDArray, randomStream } from "@mesoscope/core";
import {
  type Covariance,
  constant,
  covarianceMatrix,
  fixed,
  linear,
  loadCovariance,
  matern,
  periodic,
  productOf,
  rationalQuadratic,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../contract/close.ts";

const kernels: Record<string, Covariance> = {
  rbf: rbf(),
  "rbf, one length": rbf({ ard: false }),
  "rbf of the second input": rbf({ inputs: [1] }),
  "matern 1/2": matern({ smoothness: 0.5 }),
  "matern 3/2": matern({ smoothness: 1.5 }),
  "matern 5/2": matern(),
  "rational quadratic": rationalQuadratic(),
  periodic: periodic({ period: 1 }),
  constant: constant(),
  linear: linear({ centre: [0.2, -0.1] }),
  sum: sumOf(rbf(), linear(), constant()),
  product: productOf(constant(), matern({ smoothness: 1.5 }), periodic({ period: 0.7, inputs: [0] })),
  nested: sumOf(productOf(constant(), sumOf(rbf(), rationalQuadratic({ ard: false }))), linear()),
};

const columns = 2;
const points = (seed: number, rows = 6) => randomStream(seed).normals([rows, columns]);
const values = (kernel: Covariance, seed: number) =>
  Array.from(randomStream(seed).uniforms(kernel.parameters(columns).length).data, (u) => 0.4 + 1.5 * u);
const matrix = (kernel: Covariance, at: readonly number[], X: NDArray) =>
  covarianceMatrix(kernel.withValues(at, columns), X);

describe.each(Object.entries(kernels))("%s", (_, kernel) => {
  test("has the derivatives that finite differences have", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const X = points(seed);
        const at = values(kernel, seed + 1);
        const weights = randomStream(seed + 2).normals(X.shape[0]).data;
        const gradient = new Float64Array(at.length + 1);
        kernel.bind(at, columns).gradient(X, 0, X, weights.length, weights, gradient, 1);
        const weighted = (logs: readonly number[]) => {
          const row = matrix(kernel, logs.map(Math.exp), X).data.subarray(0, weights.length);
          return row.reduce((total, value, j) => total + weights[j] * value, 0);
        };
        const step = 1e-5;
        const expected = at.map((_value, p) => {
          const moved = (by: number) => weighted(at.map((value, q) => Math.log(value) + (p === q ? by : 0)));
          return (moved(step) - moved(-step)) / (2 * step);
        });
        expect(gradient.subarray(1)).toBeClose(expected, { relative: 1e-6, absolute: 1e-7 });
        expect(gradient[0]).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("gives symmetric positive matrices with its own variances on the diagonal", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const X = points(seed);
        const at = values(kernel, seed + 1);
        const K = matrix(kernel, at, X);
        expect(K.transpose()).toBeClose(K, { relative: 1e-12, absolute: 1e-15 });
        const bound = kernel.bind(at, columns);
        for (let i = 0; i < X.shape[0]; i++) expect(bound.variance(X, i)).toBeClose(K.get(i, i), { relative: 1e-14 });
        expect(() => cholesky(K.map((value, k) => value + (k % 7 === 0 ? 1e-8 : 0)))).not.toThrow();
      }),
      { numRuns: 20 },
    );
  });

  test("comes back from JSON as it was", () => {
    const given = kernel.withValues(values(kernel, 3), columns);
    const loaded = loadCovariance(JSON.parse(JSON.stringify(given)));
    expect(loaded.toJSON()).toEqual(given.toJSON());
    expect(covarianceMatrix(loaded, points(4)).data).toEqual(covarianceMatrix(given, points(4)).data);
  });

  test("shows its formula, its hyper-parameters and a curve", async () => {
    const shown = (await kernel[displaySymbol]()) as MimeBundle & { "text/html": string };
    expect(shown["text/plain"]).toContain(kernel.name);
    for (const { name } of kernel.parameters(columns)) expect(shown["text/plain"]).toContain(name);
    expect(shown["text/html"]).toMatch(/<table>.*<svg/s);
    expect(JSON.stringify(shown)).not.toMatch(/undefined|NaN/);
  });
});

test("a number given is the start of every input, fixed where it says so", () => {
  const starts = (kernel: Covariance) => kernel.parameters(2).map(({ start, fixed }) => [start, fixed]);
  expect(starts(rbf({ lengthScale: 2 }))).toEqual([
    [2, false],
    [2, false],
  ]);
  expect(starts(rbf({ lengthScale: fixed([2, 3]) }))).toEqual([
    [2, true],
    [3, true],
  ]);
  expect(starts(rbf({ lengthScale: fixed(2) }).withValues([2, 2], 2))).toEqual(starts(rbf({ lengthScale: fixed(2) })));
});

test("names what is wrong with options", () => {
  // biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
  const wrong = (options: any) => options;
  expect(() => rbf(wrong({ lengthscale: 1 }))).toThrow(/rbf: there is no option lengthscale/);
  expect(() => matern(wrong({ smoothness: 2 }))).toThrow(/matern: smoothness is 2/);
  expect(() => rbf({ lengthScale: -1 })).toThrow(/rbf: lengthScale is -1/);
  expect(() => rbf({ lengthScale: [1, 2] }).parameters(3)).toThrow(/2 values but 3 are needed/);
  expect(() => rbf({ inputs: [2] }).parameters(2)).toThrow(/column 2 but X has 2 columns/);
  expect(() => rbf({ inputs: [0, 0] })).toThrow(/Give different column numbers/);
  expect(() => periodic(wrong({}))).toThrow(/periodic: there is no period/);
  expect(() => linear({ centre: [1, 2] }).parameters(3)).toThrow(/centre has 2 values/);
  expect(() => sumOf(wrong(3))).toThrow(/sumOf: an argument is no kernel/);
  expect(() => covarianceMatrix(rbf(), [0, 1])).toThrow(/RBF has no lengthScale/);
  expect(() => covarianceMatrix(rbf({ lengthScale: 1 }), [0, 1], [[0, 1]])).toThrow(/X has 1 columns but Z has 2/);
  expect(() => loadCovariance({ kind: "toString" })).toThrow(/there is no kernel "toString"/);
});
