import {
  gaussianPredictive,
  mean,
  mixturePredictive,
  normalCdf,
  normalQuantile,
  randomStream,
  standardDeviation,
} from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
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

  test("inverts any mixture in both tails, at jumps and between far peaks", () => {
    const part = fc.record({
      weight: fc.double({ min: 0.001, max: 1, noNaN: true }),
      mean: fc.double({ min: -50, max: 50, noNaN: true }),
      std: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    });
    const probabilities = fc.double({ min: -12, max: -0.31, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 8 }),
        probabilities,
        fc.boolean(),
        (drawn, tail, isUpper) => {
          const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
          const any = mixturePredictive(
            drawn.map((one) => gaussianPredictive({ mean: [one.mean], std: [one.std] })),
            drawn.map(({ weight }) => weight / total),
          );
          const at = any.quantile(isUpper ? 1 - tail : tail).data[0]!;
          const shareAt = (x: number) =>
            drawn.reduce((sum, one) => {
              const z = (x - one.mean) / one.std;
              return sum + (one.weight / total) * normalCdf(isUpper ? -z : z);
            }, 0);
          const wanted = isUpper ? 1 - (1 - tail) : tail;
          // Rounding of x alone moves the share by its density.
          const rounding = 8 * Number.EPSILON * Math.max(1, Math.abs(at));
          const [one, other] = [shareAt(at - rounding), shareAt(at + rounding)];
          expect(Math.min(one, other)).toBeLessThanOrEqual(wanted * (1 + 1e-12));
          expect(Math.max(one, other)).toBeGreaterThanOrEqual(wanted * (1 - 1e-12));
        },
      ),
    );
    const certain = [0, 3].map((value) => gaussianPredictive({ mean: [value], std: [0] }));
    const jumps = mixturePredictive(certain, [0.4, 0.6]);
    const found = [0, 0.2, 0.39, 0.41, 0.9, 1].map((share) => jumps.quantile(share).data[0]!);
    expect(found).toBeClose([0, 0, 0, 3, 3, 3], { absolute: 1e-15 });
    const alone = mixturePredictive([gaussianPredictive({ mean: [2], std: [3] })], [1]);
    expect(alone.quantile(1e-200)).toBeClose([2 + 3 * normalQuantile(1e-200)], { relative: 1e-12 });
    expect(alone.quantile(0).data[0]).toBe(-Infinity);
  });

  test("inflated, deviates more from the same mean", () => {
    const wide = mixture.inflated(3);
    expect(wide.mean).toBeClose(mixture.mean, { relative: 1e-14 });
    expect(wide.std).toBeClose(mixture.std.map((value) => 3 * value));
    for (const probability of [0.01, 0.5, 0.9]) {
      const moved = mixture.quantile(probability).map((value, i) => {
        const center = mixture.mean.data[i]!;
        return center + 3 * (value - center);
      });
      expect(wide.quantile(probability)).toBeClose(moved, { relative: 1e-9 });
    }
    expect(standardDeviation(wide.sample(4000), 0)).toBeClose(wide.std, { relative: 0.05 });
    expect(wide.interval(0.5).lower).toBeClose(wide.quantile(0.25));
    expect(wide.inflated(1 / 3).interval(0.9).upper).toBeClose(mixture.interval(0.9).upper, { relative: 1e-9 });
    expect(() => mixture.inflated(0)).toThrow(code("BAD_OPTION"));
  });

  test("draws all entries from one part, and each part jointly", () => {
    const stream = randomStream(2);
    const joint = [10, -10].map((level) => {
      const covariance = [
        [1, 0.999],
        [0.999, 1],
      ];
      return gaussianPredictive({ mean: [level, level], std: [1, 1], covariance });
    });
    const draws = mixturePredictive(joint, [0.25, 0.75]).sample(400, { seed: stream.integer(1000) });
    for (let row = 0; row < 400; row++) expect(Math.abs(draws.get(row, 0) - draws.get(row, 1))).toBeLessThan(0.3);
    const high = draws.column(0).data.filter((value) => value > 0).length;
    expect(high).toBeGreaterThan(60);
    expect(high).toBeLessThan(140);
    expect(mixture.sample(3, { seed: 5 }).data).toEqual(mixture.sample(3, { seed: 5 }).data);
    expect(mixture.sample(0).shape).toEqual([0, 2]);
  });

  test("shows itself", () => {
    expect(String(mixture)).toMatch(/^2 mixture predictions\n/);
    expect(mixture[displaySymbol]()["text/plain"]).toBe(String(mixture));
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
    expect(() => mixture.quantile(1.1)).toThrow(code("BAD_PROBABILITY"));
    expect(() => mixture.interval(1)).toThrow(code("BAD_PROBABILITY"));
  });
});
