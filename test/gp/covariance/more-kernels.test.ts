import { cholesky, type NDArray, randomStream } from "@mesoscope/core";
import {
  type Covariance,
  categorical,
  changePoint,
  covarianceMatrix,
  gaussianProcess,
  graph,
  linear,
  loadCovariance,
  matern,
  polynomial,
  productOf,
  rbf,
  spectralMixture,
  spectralWaves,
  sumOf,
  white,
} from "@mesoscope/gp";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const columns = 3;
const ring = {
  nodes: 5,
  edges: [
    [0, 1],
    [1, 2, 0.5],
    [2, 3],
    [3, 4, 2],
    [4, 0],
  ],
  input: 2,
} as const;
const kernels: Record<string, Covariance> = {
  polynomial: polynomial({ degree: 3 }),
  "polynomial, one length": polynomial({ ard: false, inputs: [0, 1] }),
  white: white(),
  "spectral mixture": spectralMixture({ period: [0.8, 2.1], input: 1 }),
  "change point": changePoint(sumOf(rbf(), linear()), matern({ smoothness: 1.5 }), {
    location: 1,
    width: 0.5,
    input: 1,
  }),
  "change point below zero": changePoint(white(), rbf(), { location: 9, origin: -10, width: 0.5 }),
  exchangeable: categorical({ levels: 5, input: 2 }),
  "full correlation": categorical({ levels: 5, input: 2, correlation: "full" }),
  "matern graph": graph(ring),
  "diffusion graph": graph({ ...ring, family: "diffusion" }),
  "categories times lengths": productOf(
    categorical({ levels: 5, input: 2, correlation: "full" }),
    rbf({ inputs: [0, 1] }),
  ),
};

/** Two columns of numbers and one of categories. */
function points(seed: number, rows = 6): NDArray {
  const X = randomStream(seed).normals([rows, columns]);
  return X.map((value, at) => (at % columns === 2 ? Math.floor(Math.abs(value) * 7) % 5 : value));
}
const values = (kernel: Covariance, seed: number) =>
  Array.from(randomStream(seed).uniforms(kernel.parameters(columns).length).data, (u) => 0.4 + 1.5 * u);

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
          const K = covarianceMatrix(kernel.withValues(logs.map(Math.exp), columns), X);
          return K.data.subarray(0, weights.length).reduce((total, value, j) => total + weights[j] * value, 0);
        };
        const step = 1e-5;
        const expected = at.map((_value, p) => {
          const moved = (by: number) => weighted(at.map((value, q) => Math.log(value) + (p === q ? by : 0)));
          return (moved(step) - moved(-step)) / (2 * step);
        });
        const size = Math.max(1, ...expected.map(Math.abs));
        expect(gradient.subarray(1)).toBeClose(expected, { relative: 1e-6, absolute: 1e-8 * size });
        expect(gradient[0]).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  test("gives symmetric positive matrices with its own variances on the diagonal", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const X = points(seed);
        const at = values(kernel, seed + 1);
        const K = covarianceMatrix(kernel.withValues(at, columns), X);
        expect(K.transpose()).toBeClose(K, { relative: 1e-12, absolute: 1e-15 });
        const bound = kernel.bind(at, columns);
        for (let i = 0; i < X.shape[0]; i++) expect(bound.variance(X, i)).toBeClose(K.get(i, i), { relative: 1e-13 });
        expect(() => cholesky(K.map((value, k) => value * (k % 7 === 0 ? 1 + 1e-9 : 1)))).not.toThrow();
      }),
      { numRuns: 15 },
    );
  });

  test("comes back from JSON as it was, and shows itself", async () => {
    const given = kernel.withValues(values(kernel, 3), columns);
    const loaded = loadCovariance(JSON.parse(JSON.stringify(given)));
    expect(loaded.toJSON()).toEqual(given.toJSON());
    expect(covarianceMatrix(loaded, points(4)).data).toEqual(covarianceMatrix(given, points(4)).data);
    const shown = (await kernel[displaySymbol]()) as MimeBundle & { "text/html": string };
    expect(shown["text/plain"]).toContain(kernel.name);
    const hasCurve = kernel.kind !== "categorical" && kernel.kind !== "graph";
    expect(shown["text/html"]).toMatch(hasCurve ? /<table>.*<svg/s : /<table>/);
    expect(JSON.stringify(shown)).not.toMatch(/undefined|NaN/);
  });
});

test("agrees with GPyTorch and SciPy", () => {
  for (const { kernel, X, K } of reference("gp/kernels.json")) {
    expect(covarianceMatrix(loadCovariance(kernel), X)).toBeClose(K, { relative: 1e-11, absolute: 1e-13 });
  }
});

test("white is no covariance between the data and new points at the same place", () => {
  const kernel = white({ outputScale: 2 });
  expect(covarianceMatrix(kernel, [0, 1], [0, 1]).data).toEqual(new Float64Array(4));
});

test("a full correlation may be negative, and is found", async () => {
  const X = Array.from({ length: 30 }, (_, i) => [i / 5, i % 2]);
  const y = X.map(([x, level]) => (level === 0 ? 1 : -1) * Math.sin(x!));
  const kernel = productOf(categorical({ levels: 2, input: 1, correlation: "full" }), rbf({ inputs: [0] }));
  const model = await gaussianProcess({ kernel, mean: 0 }).fit(X, y);
  const angle = model.hyperparameters.find(({ name }) => name === "angle")!.value;
  expect(Math.cos((Math.PI * angle) / (1 + angle))).toBeLessThan(-0.9);
  expect(model.predict([[2.5, 1]]).data[0]).toBeClose(-Math.sin(2.5), { absolute: 0.02 });
});

test("a change of length scale is located", async () => {
  const x = Array.from({ length: 80 }, (_, i) => i / 8);
  const y = x.map((at) => (at < 6 ? Math.sin(8 * at) : Math.sin(48) + 0.1 * (at - 6)));
  const kernel = changePoint(rbf(), rbf(), { location: 5, width: 0.3 });
  const model = await gaussianProcess({ kernel, mean: 0, noise: 0.01 }).fit(x, y);
  const location = model.hyperparameters.find(({ name }) => name === "location")!;
  expect(location.value).toBeClose(6, { absolute: 0.4 });
  expect(location.unit).toBe("unit of x0");
});

test("waves are found in uneven data, strongest first", () => {
  const stream = randomStream(1);
  const x = Array.from({ length: 120 }, () => 20 * stream.uniform());
  const y = x.map((at) => 3 + 2 * Math.sin((2 * Math.PI * at) / 2.5) + Math.cos((2 * Math.PI * at) / 0.9));
  const { period, outputScale } = spectralWaves(x, y, { components: 2 });
  expect(period).toBeClose([2.5, 0.9], { relative: 0.02 });
  expect(outputScale as number[]).toBeClose([Math.SQRT2, Math.SQRT1_2], { relative: 0.1 });
});

test("waves extrapolate", async () => {
  const x = Array.from({ length: 60 }, (_, i) => i / 4);
  const wave = (at: number) => Math.sin((2 * Math.PI * at) / 3.1) + 0.5 * Math.sin((2 * Math.PI * at) / 1.3);
  const kernel = spectralMixture(spectralWaves(x, x.map(wave), { components: 2 }));
  const model = await gaussianProcess({ kernel }).fit(x, x.map(wave));
  expect(model.predict([18, 20.5])).toBeClose([18, 20.5].map(wave), { absolute: 0.05 });
});

// biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
const wrong = (options: any) => options;
test.each<[string, () => unknown, string, RegExp]>([
  ["a degree of 0", () => polynomial({ degree: 0 }), "BAD_OPTION", /^polynomial: degree is 0/],
  ["no location", () => changePoint(rbf(), rbf(), wrong({})), "BAD_OPTION", /there is no location/],
  ["no kernel", () => changePoint(rbf(), wrong(3), { location: 1 }), "BAD_VALUE", /argument is no kernel/],
  ["no period", () => spectralMixture(wrong({})), "BAD_OPTION", /there is no period/],
  ["empty periods", () => spectralMixture({ period: [] }), "EMPTY", /period has no values/],
  ["one category", () => categorical({ levels: 1 }), "BAD_OPTION", /levels is 1/],
  ["a word", () => categorical(wrong({ levels: 3, correlation: "some" })), "BAD_OPTION", /correlation is some/],
  ["half a category", () => covarianceMatrix(categorical({ levels: 2, sharing: 1 }), [0.5]), "BAD_VALUE", /row 0/],
  ["a loop", () => graph({ nodes: 3, edges: [[1, 1]] }), "BAD_OPTION", /edge 0 is \[1, 1\]/],
  ["no edges", () => graph(wrong({ nodes: 3 })), "BAD_OPTION", /edges is no list/],
  ["a family", () => graph(wrong({ nodes: 3, edges: [], family: "tree" })), "BAD_OPTION", /family is tree/],
  ["no such node", () => covarianceMatrix(graph({ ...ring, lengthScale: 1 }), [[0, 0, 9]]), "BAD_VALUE", /from 0 to 4/],
  ["constant points", () => spectralWaves([1, 1], [2, 3]), "EMPTY", /holds one value only/],
  ["short targets", () => spectralWaves([1, 2], [3]), "SHAPE_MISMATCH", /X has 2 rows but y has 1/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
