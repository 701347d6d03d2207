import type { Predictive } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { mean } from "../arrays/reduce.js";
import { normalCdf, normalDensity } from "../statistics/normal-distribution.js";
import { targetsOf } from "./check-predictive.js";

/**
 * The mean of `-log p(y)`, in nats, under the normal density of each prediction's mean and standard deviation: less is
 * better, and certainty about a wrong value costs most.
 *
 * @example
 * negativeLogPredictiveDensity([0], gaussianPredictive({ mean: [0], std: [1] })).toFixed(4); // "0.9189"
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 */
export function negativeLogPredictiveDensity(y: ArrayInput, predictive: Predictive): number {
  return mean(
    perEntry(
      "negativeLogPredictiveDensity",
      y,
      predictive,
      (z, std) => z ** 2 / 2 + Math.log(std * Math.sqrt(2 * Math.PI)),
    ),
  );
}

/**
 * The mean continuous ranked probability score under normal predictions, in the unit of y: the absolute error, for
 * predictions that are certain.
 *
 * @example
 * continuousRankedProbabilityScore([0], gaussianPredictive({ mean: [0], std: [1] })).toFixed(4); // "0.2337"
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 * @see Gneiting & Raftery, J. Am. Stat. Assoc. 102 (2007) 359, equation 21
 */
export function continuousRankedProbabilityScore(y: ArrayInput, predictive: Predictive): number {
  return mean(
    perEntry("continuousRankedProbabilityScore", y, predictive, (z, std, error) =>
      std === 0 ? Math.abs(error) : std * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI)),
    ),
  );
}

/**
 * The share of the targets that lie within the interval of this level: near `level` for honest predictions.
 *
 * @example
 * coverage([0, 3], gaussianPredictive({ mean: [0, 0], std: [1, 1] }), 0.95); // 0.5
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 */
export function coverage(y: ArrayInput, predictive: Predictive, level = 0.95): number {
  const targets = targetsOf("coverage", y, predictive);
  const { lower, upper } = predictive.interval(level);
  return mean(targets.map((value, i) => Number(value >= lower.data[i]! && value <= upper.data[i]!)));
}

/**
 * The mean width of the intervals of this level, plus `2 / (1 - level)` times how far targets lie outside, in the unit of
 * y: least for intervals that are as narrow as honest ones can be.
 *
 * @example
 * intervalScore([0, 3], gaussianPredictive({ mean: [0, 0], std: [1, 1] }), 0.95).toFixed(4); // "24.7206"
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 * @see Gneiting & Raftery, J. Am. Stat. Assoc. 102 (2007) 359, equation 43
 */
export function intervalScore(y: ArrayInput, predictive: Predictive, level = 0.95): number {
  const targets = targetsOf("intervalScore", y, predictive);
  const { lower, upper } = predictive.interval(level);
  return mean(
    targets.map((value, i) => {
      const [low, high] = [lower.data[i]!, upper.data[i]!];
      return high - low + (2 / (1 - level)) * (Math.max(low - value, 0) + Math.max(value - high, 0));
    }),
  );
}

function perEntry(
  name: string,
  y: ArrayInput,
  predictive: Predictive,
  score: (z: number, std: number, error: number) => number,
): NDArray {
  const targets = targetsOf(name, y, predictive);
  const { mean: center, std } = predictive;
  return targets.map((value, i) => {
    const error = value - center.data[i]!;
    return score(error / std.data[i]!, std.data[i]!, error);
  });
}
