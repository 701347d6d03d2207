import {
  coefficientOfDetermination,
  continuousRankedProbabilityScore,
  coverage,
  gaussianPredictive,
  meanAbsoluteError,
  negativeLogPredictiveDensity,
  rootMeanSquareError,
} from "@mesoscope/core";
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
