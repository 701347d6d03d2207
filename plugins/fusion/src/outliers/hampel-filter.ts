import type { ArrayInput } from "@mesoscope/core";
import { checkOptions, checkPositive, shortNumber } from "@mesoscope/sdk";
import { checkWindow, gappedVector } from "../common/arguments.js";
import { Outliers, type Verdict } from "./outliers.js";
import { robustScore, robustSpread } from "./robust-spread.js";

/**
 * Outliers of a series: values farther than `threshold` robust standard deviations from the median of the window about
 * them. At the ends the window is cut off; gaps (NaN) are left out. Where more than half of a window is equal, its mean
 * deviation stands for the median one.
 *
 * @param options.window how many values the window holds, an odd number; 7 unless given
 * @param options.threshold 3 unless given
 *
 * @example
 * const found = hampelFilter([1, 1.2, 0.9, 8, 1.1, 1, 1.2], { window: 5 });
 * found.flags.data; // [0, 0, 0, 1, 0, 0, 0]
 * found.masked([1, 1.2, 0.9, 8, 1.1, 1, 1.2]).data[3]; // NaN
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_VECTOR
 * @see Pearson, Outliers in process modeling and identification, IEEE Transactions on Control Systems Technology 10 (2002)
 */
export function hampelFilter(values: ArrayInput, options: { window?: number; threshold?: number } = {}): Outliers {
  checkOptions("hampelFilter", options, ["window", "threshold"]);
  const { window = 7, threshold = 3 } = options;
  checkWindow("hampelFilter", window);
  checkPositive("hampelFilter", "threshold", threshold);
  const series = gappedVector(values, "hampelFilter: the input");
  const half = (window - 1) / 2;
  const verdicts = Array.from(series.data, (value, i): Verdict => {
    if (Number.isNaN(value)) return { score: Number.NaN };
    const near = series.data.subarray(Math.max(i - half, 0), i + half + 1).filter((x) => !Number.isNaN(x));
    const spread = robustSpread(near);
    const score = robustScore(value, spread);
    if (Math.abs(score) <= threshold) return { score };
    const distance = shortNumber(Math.abs(score));
    return {
      score,
      reason: `${distance} robust deviations from the median ${shortNumber(spread.centre)} of its window`,
    };
  });
  return new Outliers("hampelFilter", series, verdicts);
}
