import { type ArrayInput, correlate, cumulativeSum, mean, NDArray } from "@mesoscope/core";
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
  const correlations = overlapCorrelations(a, b, shifts);
  const best = correlations.reduce((at, value, k) => (value > correlations[at] ? k : at), 0);
  return {
    lag: interval * (shifts[best] + parabolaOffset(correlations, best)),
    correlation: correlations[best],
    lags: new NDArray(Float64Array.from(shifts, (shift) => shift * interval)),
    correlations: new NDArray(correlations),
  };
}

/** Overlaps with a smaller share of the squares than this are worked out one by one, as too many digits would cancel. */
const leastShare = 1e-4;

/** Pearson's correlations of what overlaps at each shift, from sums over all shifts at once. */
function overlapCorrelations(a: Float64Array, b: Float64Array, shifts: readonly number[]): Float64Array {
  const [first, second] = [runningSums(a), runningSums(b)];
  const products = correlate(second.centred, first.centred).data;
  const n = a.length;
  return Float64Array.from(shifts, (shift) => {
    const [startA, startB, count] = [Math.max(-shift, 0), Math.max(shift, 0), n - Math.abs(shift)];
    const [inA, inB] = [within(first, startA, count), within(second, startB, count)];
    if (inA.squares < leastShare * first.squares[n] || inB.squares < leastShare * second.squares[n]) {
      return overlapCorrelation(a.subarray(startA), b.subarray(startB));
    }
    return (products[shift + n - 1] - (inA.sum * inB.sum) / count) / Math.sqrt(inA.squares * inB.squares);
  });
}

/** A series about its mean, and sums of its first k values and of their squares. */
function runningSums(series: Float64Array) {
  const centre = mean(series);
  const centred = series.map((value) => value - centre);
  const sumsOf = (values: Float64Array) => {
    const sums = new Float64Array(values.length + 1);
    sums.set(cumulativeSum(values).data, 1);
    return sums;
  };
  return { centred, sums: sumsOf(centred), squares: sumsOf(centred.map((value) => value * value)) };
}

/** The sum of some values, and of their squares about their own mean. */
function within({ sums, squares }: ReturnType<typeof runningSums>, start: number, count: number) {
  const sum = sums[start + count] - sums[start];
  return { sum, squares: squares[start + count] - squares[start] - sum ** 2 / count };
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
