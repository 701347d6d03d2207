import {
  correlation,
  gaussianPredictive,
  identity,
  mean,
  type NDArray,
  normalQuantile,
  standardDeviation,
} from "@mesoscope/core";
import { type Displayable, displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });

describe("gaussianPredictive", () => {
  const predictive = gaussianPredictive({ mean: [1, -2], variance: [4, 0] });

  test("has quantiles and intervals of the normal distribution", () => {
    expect(predictive.std).toBeClose([2, 0]);
    expect(predictive.quantile(0.05)).toBeClose([1 + 2 * normalQuantile(0.05), -2]);
    const { lower, upper } = predictive.interval(0.9);
    expect(lower).toBeClose(predictive.quantile(0.05), { relative: 1e-12 });
    expect(upper).toBeClose(predictive.quantile(0.95), { relative: 1e-12 });
    expect(gaussianPredictive({ mean: [1], std: [0] }).quantile(0).data[0]).toBe(1);
  });

  test("samples follow the mean, the spread and the covariance", () => {
    const covariance = [
      [4, 1.8],
      [1.8, 1],
    ];
    let asked = 0;
    const joint = gaussianPredictive({
      mean: [1, -2],
      std: [2, 1],
      covariance: () => {
        asked++;
        return covariance;
      },
    });
    expect(asked).toBe(0);
    const samples = joint.sample(20_000, { seed: 1 }) as NDArray;
    joint.sample(1);
    expect(asked).toBe(1);
    expect(mean(samples, 0)).toBeClose([1, -2], { absolute: 0.05 });
    expect(standardDeviation(samples, 0)).toBeClose([2, 1], { relative: 0.02 });
    expect(correlation(samples.column(0), samples.column(1))).toBeClose(0.9, { absolute: 0.01 });
    const apart = gaussianPredictive({ mean: [1, -2], std: [2, 1] }).sample(20_000) as NDArray;
    expect(Math.abs(correlation(apart.column(0), apart.column(1)))).toBeLessThan(0.03);
  });

  test("samples a singular covariance", () => {
    const same = gaussianPredictive({
      mean: [0, 0],
      std: [1, 1],
      covariance: [
        [1, 1],
        [1, 1],
      ],
    });
    const drawn = same.sample(5) as NDArray;
    expect(drawn.column(0)).toBeClose(drawn.column(1), { absolute: 1e-5 });
    const certain = gaussianPredictive({
      mean: [3, 4],
      std: [0, 0],
      covariance: [
        [0, 0],
        [0, 0],
      ],
    });
    expect(certain.sample(1)).toBeClose([[3, 4]]);
  });

  test("names bad input", () => {
    expect(() => gaussianPredictive({ mean: [1] })).toThrow(code("BAD_OPTION"));
    expect(() => gaussianPredictive({ mean: [1], std: [1, 2] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => gaussianPredictive({ mean: [1], variance: [-1] })).toThrow(/the variance of entry 0 is -1/);
    expect(() => predictive.interval(1)).toThrow(code("BAD_PROBABILITY"));
    expect(() => gaussianPredictive({ mean: [1], std: [1], covariance: identity(2) }).sample(1)).toThrow(
      code("SHAPE_MISMATCH"),
    );
  });

  test("shows itself", () => {
    const many = gaussianPredictive({ mean: new Float64Array(100), std: new Float64Array(100).fill(1) });
    const shown = (many as unknown as Displayable)[displaySymbol]() as Record<string, string>;
    expect(shown["text/plain"]).toMatch(/^100 normal predictions\n +mean +std +95 % from +to\n/);
    expect(shown["text/plain"]!.split("\n")).toHaveLength(15);
    expect(shown["text/html"]).toMatch(/<td[^>]*>-1.95996<\/td>/);
  });
});
