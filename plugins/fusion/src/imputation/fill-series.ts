import { type ArrayInput, cubicSpline, NDArray } from "@mesoscope/core";
import { checkChoice, checkNumber, checkOptions, checkWhole } from "@mesoscope/sdk";
import { checkSameLength, gappedVector, growingVector } from "../common/arguments.js";
import { Imputed } from "./imputed.js";

const methods = ["linear", "spline"] as const;

/** How gaps of a series are bridged. */
export interface InterpolateGapsOptions {
  /** When each value was taken, ascending, in any unit; 0, 1, 2 … unless given. */
  readonly times?: ArrayInput;
  /** `linear` (default) or natural cubic `spline`. */
  readonly method?: (typeof methods)[number];
  /** Gaps that span more time than this stay, from the last value before to the first after; no limit unless given. */
  readonly longest?: number;
}

/**
 * Fills each gap (NaN) of a series with the last value before it.
 *
 * @param options.limit how many values of a gap are filled at most; all unless given
 *
 * @example
 * forwardFill([NaN, 1, NaN, NaN], { limit: 1 }).values.data; // [NaN, 1, 1, NaN]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_VECTOR
 */
export function forwardFill(values: ArrayInput, options: { limit?: number } = {}): Imputed {
  const series = gappedVector(values, "forwardFill: the input");
  return new Imputed(series, new NDArray(carried(series.data, limitOf("forwardFill", options))));
}

/**
 * Fills each gap (NaN) of a series with the first value after it; `limit` as in `forwardFill`.
 *
 * @example
 * backwardFill([NaN, NaN, 1], { limit: 1 }).values.data; // [NaN, 1, 1]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_VECTOR
 */
export function backwardFill(values: ArrayInput, options: { limit?: number } = {}): Imputed {
  const series = gappedVector(values, "backwardFill: the input");
  const filled = carried(series.data.toReversed(), limitOf("backwardFill", options));
  return new Imputed(series, new NDArray(filled.reverse()));
}

/**
 * Bridges the gaps (NaN) of a series by lines or a spline over time. Gaps at the ends stay: nothing is extrapolated.
 *
 * @example
 * interpolateGaps([0, NaN, 8], { times: [0, 1, 4] }).values.data; // [0, 2, 8]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH; DataError NOT_SORTED
 */
export function interpolateGaps(values: ArrayInput, options: InterpolateGapsOptions = {}): Imputed {
  checkOptions("interpolateGaps", options, ["times", "method", "longest"]);
  const { method = "linear", longest = Infinity } = options;
  checkChoice("interpolateGaps", "method", method, methods);
  checkNumber("interpolateGaps", "longest", longest, "a number above 0", (x) => x > 0);
  const series = gappedVector(values, "interpolateGaps: the input");
  const times = growingVector(options.times ?? series.data.map((_, i) => i), "interpolateGaps: times");
  checkSameLength("interpolateGaps", "times", times.length, "the series", series.size);
  const isKnown = (_: number, i: number) => !Number.isNaN(series.data[i]);
  const [at, known] = [times.filter(isKnown), series.data.filter(isKnown)];
  const spline = method === "spline" && at.length > 1 ? cubicSpline(at, known, { ends: "natural" }) : undefined;
  let next = 0;
  const filled = series.data.map((value, i) => {
    while (next < at.length && at[next] <= times[i]) next++;
    if (!Number.isNaN(value)) return value;
    const width = at[next] - at[next - 1];
    if (!(width <= longest)) return Number.NaN;
    if (spline) return spline.at(times[i]);
    return known[next - 1] + ((times[i] - at[next - 1]) / width) * (known[next] - known[next - 1]);
  });
  return new Imputed(series, new NDArray(filled));
}

function carried(data: Float64Array, limit: number): Float64Array {
  let [last, run] = [Number.NaN, 0];
  return data.map((value) => {
    run = Number.isNaN(value) ? run + 1 : 0;
    if (run === 0) last = value;
    return run <= limit ? last : Number.NaN;
  });
}

function limitOf(owner: string, options: { limit?: number }): number {
  checkOptions(owner, options, ["limit"]);
  if (options.limit !== undefined) checkWhole(owner, "limit", options.limit, 1);
  return options.limit ?? Infinity;
}
