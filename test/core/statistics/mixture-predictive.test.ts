import { gaussianPredictive, mean, mixturePredictive, normalCdf } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });

describe("mixturePredictive", () => {
  const parts = [
    gaussianPredictive({ mean: [0, 1], std: [1, 2] }),
    gaussianPredictive({ mean: [5, -1], std: [0.5, 1] }),
  ];
  const mixture = mixturePredictive(parts, [0.3, 0.7]);

  test("inverts the cumulative probability of the mixture", () => {
    for (const probability of [0.001, 0.1, 0.3, 0.5, 0.9, 0.999]) {
      const [value] = mixture.quantile(probability).data;
      expect(0.3 * normalCdf(value!) + 0.7 * normalCdf((value! - 5) / 0.5)).toBeCloseTo(probability, 10);
    }
  });

  test("draws what it says", () => {
    const draws = mixture.sample(40_000, { seed: 3 });
    expect(mean(draws, 0)).toBeClose(mixture.mean, { absolute: 0.05 });
    const spread = mean(
      draws.map((value, at) => (value - mixture.mean.data[at % 2]!) ** 2),
      0,
    ).map(Math.sqrt);
    expect(spread).toBeClose(mixture.std, { relative: 0.02 });
    expect(mixture[displaySymbol]()["text/html"]).toContain("<th");
  });

  test("names what does not fit", () => {
    expect(() => mixturePredictive(parts, [0.5, 0.6])).toThrow(code("BAD_VALUE"));
    expect(() => mixturePredictive([], [])).toThrow(code("EMPTY"));
    expect(() => mixturePredictive([parts[0]!, gaussianPredictive({ mean: [0], std: [1] })], [0.5, 0.5])).toThrow(
      code("SHAPE_MISMATCH"),
    );
    expect(() => mixture.quantile(1)).toThrow(code("BAD_PROBABILITY"));
  });
});
