import { randomStream } from "@mesoscope/core";
import { censored, fixed, gaussianProcess, linear, matern, rationalQuadratic, rbf, sumOf } from "@mesoscope/gp";
import fc from "fast-check";
import { expect, test } from "vitest";

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
