import {
  correlation,
  kurtosis,
  median,
  medianAbsoluteDeviation,
  quantile,
  rankCorrelation,
  skewness,
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

  test("name what is too little", () => {
    expect(() => median([])).toThrow(/^median: 0 entries are too few/);
    expect(() => skewness([1, 2])).toThrow(code("EMPTY"));
    expect(() => correlation([1, 2], [1])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => quantile([1], 2)).toThrow(code("BAD_PROBABILITY"));
  });
});
