import {
  coefficientOfDetermination,
  continuousRankedProbabilityScore,
  coverage,
  gaussianPredictive,
  kFold,
  meanAbsoluteError,
  negativeLogPredictiveDensity,
  rootMeanSquareError,
  trainTestSplit,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/descriptive-statistics.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("metrics", () => {
  test("agree with NumPy and SciPy", () => {
    const { y, mean, std } = expected;
    const predictive = gaussianPredictive({ mean, std });
    const close = { relative: 1e-12 };
    expect(rootMeanSquareError(y, mean)).toBeClose(expected.rootMeanSquareError, close);
    expect(meanAbsoluteError(y, mean)).toBeClose(expected.meanAbsoluteError, close);
    expect(coefficientOfDetermination(y, mean)).toBeClose(expected.coefficientOfDetermination, close);
    expect(negativeLogPredictiveDensity(y, predictive)).toBeClose(expected.negativeLogPredictiveDensity, close);
    expect(continuousRankedProbabilityScore(y, predictive)).toBeClose(expected.continuousRankedProbabilityScore, {
      relative: 1e-9,
    });
    expect(coverage(y, predictive, 0.8)).toBe(expected.coverage80);
  });

  test("have their limits", () => {
    const certain = gaussianPredictive({ mean: [1, 2], std: [0, 0] });
    expect(continuousRankedProbabilityScore([2, 2], certain)).toBe(0.5);
    expect(coefficientOfDetermination([1, 1], [1, 2])).toBeNaN();
    expect(() => rootMeanSquareError([1, 2], [1])).toThrow(
      "rootMeanSquareError: shapes [2] and [1] differ. Give arrays of the same shape.",
    );
    expect(() => coverage([1], certain)).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("splits", () => {
  test("put every row in exactly one test set", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.integer({ min: 2, max: 10 }), (n, seed, folds) => {
        fc.pre(folds <= n);
        const rows = Array.from({ length: n }, (_, i) => i);
        const split = kFold(n, { folds, seed });
        expect(split.flatMap(({ test }) => [...test]).toSorted((a, b) => a - b)).toEqual(rows);
        for (const { train, test } of split) expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(rows);
        const sizes = split.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const { train, test } = trainTestSplit(n, { fraction: 0.5, seed });
        expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(rows);
        expect(trainTestSplit(n, { fraction: 0.5, seed }).test).toEqual(test);
      }),
    );
  });

  test("refuse a side without rows", () => {
    expect(() => trainTestSplit(3, { fraction: 1 })).toThrow(code("BAD_OPTION"));
    expect(() => kFold(3, { folds: 4 })).toThrow(code("BAD_OPTION"));
    expect(() => kFold(3, { folds: 1 })).toThrow(code("BAD_OPTION"));
  });
});
