import { type ArrayInput, NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole, ValueError } from "@mesoscope/sdk";
import { checkSameLength, finiteVector } from "../common/arguments.js";

/** By how much one series comes after another. */
export interface Lag {
  /** In seconds; above 0 where the second series comes after the first. */
  readonly lag: number;
  /** Pearson's correlation at the lag, to the nearest value. */
  readonly correlation: number;
  /** The lags tried, in seconds. */
  readonly lags: NDArray;
  /** Pearson's correlation of what overlaps at each of them. */
  readonly correlations: NDArray;
}

/**
 * By how much the second of two series on one clock comes after the first: where their correlation is greatest, by a
 * parabola between values.
 *
 * @param options.interval time between two values in seconds; 1 unless given
 * @param options.largest how many values the lag is at most; a quarter of the series unless given
 *
 * @example
 * estimateLag([0, 1, 4, 2, 0, 0, 0, 0], [0, 0, 0, 1, 4, 2, 0, 0], { interval: 0.5 }).lag.toFixed(1); // "1.0"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_FINITE; CONSTANT where a series does not vary
 * @see Knapp & Carter, The generalized correlation method for estimation of time delay, IEEE Transactions ASSP 24 (1976)
 */
export function estimateLag(
  first: ArrayInput,
  second: ArrayInput,
  options: { interval?: number; largest?: number } = {},
): Lag {
  checkOptions("estimateLag", options, ["interval", "largest"]);
  const a = finiteVector(first, "estimateLag: the first series", 4).data;
  const b = finiteVector(second, "estimateLag: the second series", 4).data;
  checkSameLength("estimateLag", "the second series", b.length, "the first", a.length);
  const { interval = 1, largest = Math.floor(a.length / 4) } = options;
  checkPositive("estimateLag", "interval", interval);
  checkWhole("estimateLag", "largest", largest, 1);
  checkVaries(a, "first");
  checkVaries(b, "second");
  const reach = Math.min(largest, a.length - 3);
  const shifts = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
  const correlations = Float64Array.from(shifts, (shift) =>
    overlapCorrelation(a.subarray(Math.max(-shift, 0)), b.subarray(Math.max(shift, 0))),
  );
  const best = correlations.reduce((at, value, k) => (value > correlations[at] ? k : at), 0);
  return {
    lag: interval * (shifts[best] + parabolaOffset(correlations, best)),
    correlation: correlations[best],
    lags: new NDArray(Float64Array.from(shifts, (shift) => shift * interval)),
    correlations: new NDArray(correlations),
  };
}

/** Pearson's correlation of the values that both have; 0 where one does not vary. */
function overlapCorrelation(a: Float64Array, b: Float64Array): number {
  const n = Math.min(a.length, b.length);
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[i];
    sumB += b[i];
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i] - sumA / n, b[i] - sumB / n];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** How far beside entry `at` the parabola through it and its neighbours is highest. */
function parabolaOffset(values: Float64Array, at: number): number {
  if (at === 0 || at === values.length - 1) return 0;
  const [left, middle, right] = values.subarray(at - 1, at + 2);
  const bend = left - 2 * middle + right;
  return bend < 0 ? (left - right) / (2 * bend) : 0;
}

function checkVaries(data: Float64Array, which: string): void {
  if (data.some((value) => value !== data[0])) return;
  throw new ValueError(
    "CONSTANT",
    `estimateLag: the ${which} series is ${data[0]} throughout, so it has no lag. Give two series that vary.`,
  );
}
