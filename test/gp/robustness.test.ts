import { asArray, mean, randomStream } from "@mesoscope/core";
import {
  censored,
  derivativeGaussianProcess,
  fixed,
  gaussianProcess,
  gridGaussianProcess,
  iterativeGaussianProcess,
  latentGaussianProcess,
  linear,
  matern,
  normalLikelihood,
  rationalQuadratic,
  rbf,
  seriesGaussianProcess,
  sparseGaussianProcess,
  sumOf,
  warpedGaussianProcess,
} from "@mesoscope/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../contract/close.ts";
import { everyEstimator, type Trial } from "./every-estimator.ts";

const kernels = [rbf(), matern({ smoothness: 0.5 }), sumOf(rbf(), linear()), rationalQuadratic({ ard: false })];

/** Repeated rows, constant columns, offsets, any units, exact and noisy targets, any share of bounds. */
const problems = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  rows: fc.integer({ min: 1, max: 24 }),
  columns: fc.integer({ min: 1, max: 3 }),
  kernel: fc.constantFrom(...kernels),
  xUnit: fc.integer({ min: -8, max: 8 }),
  yUnit: fc.integer({ min: -8, max: 8 }),
  offset: fc.constantFrom(0, 1000),
  levels: fc.constantFrom(1, 4, 1e6),
  scatter: fc.constantFrom(0, 0.001, 0.3),
  noise: fc.constantFrom(undefined, 0, 1e-9),
  bounds: fc.constantFrom(0, 0.4, 1),
});

test("whatever the data, the answer is finite", () =>
  fc.assert(
    fc.asyncProperty(problems, async (given) => {
      const stream = randomStream(given.seed);
      const [xUnit, yUnit] = [10 ** given.xUnit, 10 ** given.yUnit];
      const X = Array.from({ length: given.rows }, () =>
        Array.from(
          { length: given.columns },
          () => (Math.round(stream.uniform() * given.levels) / given.levels + given.offset) * xUnit,
        ),
      );
      const y = X.map(([x]) => (Math.sin((4 * x) / xUnit) + given.scatter * stream.normal()) * yUnit);
      const isLowerBound = y.map(() => stream.uniform() < given.bounds);
      const noise = given.noise === undefined ? {} : { noise: fixed(given.noise * yUnit) };
      const model = await gaussianProcess({ kernel: given.kernel, ...noise }).fit(X, censored(y, { isLowerBound }));
      const predictive = model.predictive(X);
      const numbers = [predictive.mean, predictive.std, predictive.sample(2), model.leaveOneOut().mean];
      expect(numbers.every(({ data }) => data.every(Number.isFinite))).toBe(true);
      expect(Number.isFinite(model.logMarginalLikelihood)).toBe(true);
      expect(model.jitter).toBeLessThanOrEqual(1e-4);
    }),
    { numRuns: 60 },
  ));

const places = [0, 0.4, 0.9, 1.6, 2.5];
const curve = (x: number) => Math.sin(2 * x) + 0.3 * x;
const twice = [...places, ...places];

/** Rows with which little or nothing can be learned, and whether their scatter must be seen. */
const oddData: Readonly<Record<string, { X: number[] | number[][]; y: number[]; scatter?: number }>> = {
  "rows that come twice": { X: twice, y: twice.map(curve) },
  "rows that come twice with other targets": {
    X: twice,
    y: twice.map((x, i) => curve(x) + (i < places.length ? 0.1 : -0.1)),
    scatter: 0.1,
  },
  "rows that are all alike": { X: [1, 1, 1, 1], y: [0.1, 0.4, 0.2, 0.3], scatter: 0.1 },
  "a constant column": { X: places.map((x) => [x, 7]), y: places.map(curve) },
  "constant columns alone": { X: places.map(() => [3, 7]), y: places.map(curve), scatter: 0.3 },
  "targets that are all alike": { X: places, y: places.map(() => 5), scatter: 0.25 },
  "targets that are all 0": { X: places, y: places.map(() => 0), scatter: 0.05 },
  "one row": { X: [[1]], y: [2], scatter: 0.1 },
  "two rows": { X: [1, 2], y: [0, 1] },
  "two rows alike": { X: [1, 1], y: [0, 1], scatter: 0.4 },
  "more columns than rows": {
    X: [0, 1, 2, 3].map((i) => [0, 1, 2, 3, 4, 5, 6].map((j) => Math.sin(7 * i + j))),
    y: [1, 0, 1, 0],
  },
  "inputs far from 0": { X: places.map((x) => x + 1e8), y: places.map((x) => curve(x) + 1e8) },
};

const several = "rows that come twice|rows that are all alike|constant columns alone|two rows alike";
/** What an estimator cannot be given, and says so. */
const refusals: readonly [name: string, odd: RegExp, code: string, message: RegExp][] = [
  ["grid", new RegExp(`${several}|more columns`), "BAD_VALUE", /Give each combination once/],
  ["series", /column/, "SHAPE_MISMATCH", /Give one column/],
  ["multiFidelity", /^(one|two) row/, "EMPTY", /Give at least 3/],
  ["gaussianProcessClassifier", /targets that are all|one row/, "BAD_VALUE", /Give one for each of 2 to 100 classes/],
];
/** Targets that are all alike make these sure, by priors that they state. */
const believers = ["bayesianGaussianProcess", "multiFidelity"];

describe.each(Object.entries(everyEstimator))("%s", (name, trial) => {
  test.each(Object.entries(oddData))("%s", async (odd, { X, y, scatter = 0 }) => {
    const targets = trial.isClassifier ? y.map((value) => Number(value > mean(y))) : y;
    const refusal = refusals.find(([of, which]) => name.startsWith(of) && which.test(odd));
    if (refusal) {
      const [, , code, message] = refusal;
      const refused = expect.objectContaining({ code, message: expect.stringMatching(message) });
      return expect(trial.fit(X, targets)).rejects.toThrow(refused);
    }
    const model = await trial.fit(X, targets);
    const far = asArray(X).map((value) => value + 100);
    const [low, high] = [Math.min(...targets), Math.max(...targets)];
    const slack = 0.6 * (high - low || 1);
    for (const value of model.predict(X).data) {
      expect(value).toBeGreaterThanOrEqual(low - slack);
      expect(value).toBeLessThanOrEqual(high + slack);
    }
    expect(model.predict(far).data.every(Number.isFinite)).toBe(true);
    if (trial.isClassifier || !model.predictive) return;
    const least = believers.includes(name) && odd.startsWith("targets") ? 0 : 0.9 * scatter;
    for (const place of [X, far]) {
      const { data } = asArray(model.predictive(place).std as number[]);
      expect(data.every((std) => std >= least && std < Infinity)).toBe(true);
    }
  });
});

/** Conflicting targets, which noise far below rounding cannot explain. */
test.each<[string, Trial["fit"]]>([
  ["gaussianProcess", gaussianProcess({ noise: fixed(1e-12) }).fit],
  ["latentGaussianProcess", latentGaussianProcess({ likelihood: normalLikelihood({ noise: fixed(0) }) }).fit],
  ["sparseGaussianProcess", sparseGaussianProcess({ noise: fixed(1e-12) }).fit],
  ["iterativeGaussianProcess", iterativeGaussianProcess({ noise: fixed(1e-12) }).fit],
  ["seriesGaussianProcess", seriesGaussianProcess({ noise: fixed(1e-12) }).fit],
  ["derivativeGaussianProcess", derivativeGaussianProcess({ noise: fixed(1e-12) }).fit],
  ["warpedGaussianProcess", warpedGaussianProcess({ noise: fixed(1e-12) }).fit],
])("%s names a singular covariance, or remedies it", async (_, learn) => {
  const grid = Array.from({ length: 20 }, (_, i) => i / 20);
  const y = [...grid.map((x) => Math.sin(3 * x)), ...grid.map((x) => Math.sin(3 * x) + 0.1)];
  try {
    const model = await learn([...grid, ...grid], y);
    for (const value of model.predict([0, 0.33, 0.97, 1]).data) expect(Math.abs(value - 0.5)).toBeLessThan(1);
  } catch (error) {
    const remedy = expect.stringMatching(/Let the noise be larger/);
    expect(error).toMatchObject({ code: expect.stringMatching(/^NOT_(POS|CONV)/), message: remedy });
  }
});

test("a grid whose covariance is singular to rounding", async () => {
  const X = Array.from({ length: 20 }, (_, i) => i / 20);
  const spec = gridGaussianProcess({ kernel: rbf({ lengthScale: fixed(3) }), noise: fixed(1e-12) });
  const model = await spec.fit(
    X,
    X.map((x) => Math.sin(3 * x)),
  );
  expect(model.predict([0.1, 0.33, 0.9])).toBeClose([Math.sin(0.3), Math.sin(0.99), Math.sin(2.7)], { absolute: 0.01 });
});
