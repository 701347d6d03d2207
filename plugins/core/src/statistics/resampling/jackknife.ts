import type { ArrayInput } from "../../arrays/as-array.js";
import { NDArray } from "../../arrays/nd-array.js";
import { type Statistic, sampleOf, statisticOf } from "./samples.js";

/** What leaving out one entry at a time says of a statistic. */
export interface Jackknife {
  readonly estimate: number;
  /** By how much the estimate is likely too large. */
  readonly bias: number;
  readonly standardError: number;
  /** The statistic without entry i, of shape [n]. */
  readonly replicates: NDArray;
}

/**
 * Bias and standard error of a statistic, from leaving out one entry, or row, at a time: for smooth statistics, not for
 * medians.
 *
 * @example
 * jackknife([1, 2, 3, 4], mean).standardError.toFixed(6); // "0.645497"
 *
 * @throws ValueError EMPTY; NumericError NOT_FINITE
 * @see Efron & Tibshirani, An Introduction to the Bootstrap, equations 11.4 and 11.5
 */
export function jackknife(data: ArrayInput, statistic: Statistic): Jackknife {
  const sample = sampleOf("jackknife", data);
  const n = sample.shape[0]!;
  const rows = Array.from({ length: n }, (_, i) => i);
  const replicates = Float64Array.from({ length: n }, (_, left) =>
    statisticOf("jackknife", statistic, sample.take(rows.filter((i) => i !== left))),
  );
  const estimate = statisticOf("jackknife", statistic, sample);
  const center = replicates.reduce((sum, value) => sum + value, 0) / n;
  const squares = replicates.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return {
    estimate,
    bias: (n - 1) * (center - estimate),
    standardError: Math.sqrt(((n - 1) / n) * squares),
    replicates: new NDArray(replicates),
  };
}
