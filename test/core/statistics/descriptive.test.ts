import {
  correlation,
  correlationMatrix,
  covarianceMatrix,
  kurtosis,
  median,
  medianAbsoluteDeviation,
  quantile,
  rankCorrelation,
  skewness,
  variance,
} from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/descriptive-statistics.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("descriptive statistics", () => {
  test("agree with NumPy and SciPy", () => {
    expect(expected.probabilities.map((p: number) => quantile(expected.a, p))).toBeClose(expected.quantiles, {
      relative: 1e-14,
    });
    expect(median(expected.a)).toBeClose(expected.quantiles[4], { relative: 1e-15 });
    expect(medianAbsoluteDeviation(expected.a)).toBeClose(expected.medianAbsoluteDeviation, { relative: 1e-14 });
    expect(skewness(expected.a)).toBeClose(expected.skewness, { relative: 1e-12 });
    expect(kurtosis(expected.a)).toBeClose(expected.kurtosis, { relative: 1e-12 });
    expect(correlation(expected.a, expected.b)).toBeClose(expected.correlation, { relative: 1e-13 });
    expect(rankCorrelation(expected.ties, expected.b)).toBeClose(expected.rankCorrelation, { relative: 1e-13 });
  });

  test("of columns and rows agree with NumPy", () => {
    const { matrix } = expected;
    expect(quantile(matrix, 0.3, 0)).toBeClose(expected.columnQuantiles, { relative: 1e-13 });
    expect(median(matrix, 1)).toBeClose(expected.rowMedians, { relative: 1e-14 });
    const covariance = covarianceMatrix(matrix);
    expect(covariance).toBeClose(expected.covarianceMatrix, { absolute: 1e-14 });
    expect(covariance.data).toEqual(covariance.transpose().data);
    expect(variance(matrix, 0).data[2]).toBeClose(covariance.get(2, 2), { relative: 1e-14 });
    expect(covarianceMatrix(matrix, { sample: true })).toBeClose(expected.sampleCovarianceMatrix, { absolute: 1e-14 });
    expect(correlationMatrix(matrix)).toBeClose(expected.correlationMatrix, { absolute: 1e-14 });
    expect(correlationMatrix([[1, 2], [1, 3]]).data).toEqual(Float64Array.of(NaN, NaN, NaN, 1)); // biome-ignore format: one matrix
  });

  test("pass NaN on", () => {
    expect(quantile([1, 2, 3, Number.NaN], 0.1)).toBeNaN();
    expect(median([[1, Number.NaN], [2, 4], [3, 5]], 0).data).toEqual(Float64Array.of(2, NaN)); // biome-ignore format: one matrix
  });

  test("name what is too little", () => {
    expect(() => median([])).toThrow(/^median: 0 entries of shape \[0\] are too few/);
    expect(() => covarianceMatrix([[1, 2]], { sample: true })).toThrow(
      /^covarianceMatrix: found 1 row, which shows no spread/,
    );
    expect(() => median([[1]], 2)).toThrow(code("BAD_AXIS"));
    expect(() => skewness([1, 2])).toThrow(code("EMPTY"));
    expect(() => correlation([1, 2], [1])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => quantile([1], 2)).toThrow(code("BAD_PROBABILITY"));
  });
});
