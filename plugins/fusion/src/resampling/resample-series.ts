import { maximum, mean, minimum, NDArray, sum } from "@mesoscope/core";
import { checkChoice, checkNumber, checkOptions, checkPositive, DataError } from "@mesoscope/sdk";
import type { TimeSeries } from "../alignment/align-series.js";
import { checkSameLength, gappedVector, growingVector } from "../common/arguments.js";

const summaries: Readonly<Record<string, (values: readonly number[]) => number>> = {
  mean: (values) => mean(values),
  sum: (values) => sum(values),
  smallest: (values) => minimum(values),
  largest: (values) => maximum(values),
  first: (values) => values[0],
  last: (values) => values[values.length - 1],
};
const mostIntervals = 2 ** 24;

/** Into which intervals a series is cut, and how each is summed up. */
export interface ResampleOptions {
  /** Length of the intervals, in the unit of the times. */
  readonly interval: number;
  /** What stands for the values of an interval; `mean` unless given. */
  readonly by?: "mean" | "sum" | "smallest" | "largest" | "first" | "last";
  /** Start of the first interval; the first time unless given. Values before it are left out. */
  readonly start?: number;
}

/** A series on a regular grid of times. */
export interface Resampled {
  /** The starts of the intervals. */
  readonly times: NDArray;
  /** NaN where an interval holds no value. */
  readonly values: NDArray;
  /** How many values each interval holds. */
  readonly counts: NDArray;
}

/**
 * A series summed up in intervals of one length, each with its start and without its end; missing values (NaN) are left
 * out. To read a series at times between its own, see `alignSeries`.
 *
 * @example
 * const hourly = { times: [0, 1, 2, 3.5], values: [1, 3, 5, 7] };
 * resampleSeries(hourly, { interval: 2 }).values.data; // [2, 6]
 *
 * @throws DataError NOT_SORTED, TOO_MANY; ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_FINITE, EMPTY
 */
export function resampleSeries(series: TimeSeries, options: ResampleOptions): Resampled {
  checkOptions("resampleSeries", options, ["interval", "by", "start"]);
  const times = growingVector(series?.times, "resampleSeries: times");
  const values = gappedVector(series.values, "resampleSeries: values").data;
  checkSameLength("resampleSeries", "times", times.length, "values", values.length);
  const { interval, by = "mean", start = times[0] } = options;
  checkPositive("resampleSeries", "interval", interval);
  checkChoice("resampleSeries", "by", by, Object.keys(summaries));
  checkNumber("resampleSeries", "start", start, "a finite time", Number.isFinite);
  // Times that rounding has put just before an edge belong to it: 0.3 is the start of the fourth tenth.
  const intervalOf = (time: number) => Math.floor((time - start) / interval + 1e-9);
  const count = Math.max(intervalOf(times[times.length - 1]) + 1, 0);
  checkCount(count);
  const members = Array.from({ length: count }, () => [] as number[]);
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= start && !Number.isNaN(values[i])) members[intervalOf(times[i])].push(values[i]);
  }
  const perInterval = (of: (list: readonly number[], k: number) => number) =>
    new NDArray(Float64Array.from(members, of));
  return {
    times: perInterval((_, k) => start + k * interval),
    values: perInterval((list) => (list.length > 0 ? summaries[by](list) : Number.NaN)),
    counts: perInterval((list) => list.length),
  };
}

function checkCount(count: number): void {
  if (count <= mostIntervals) return;
  throw new DataError(
    "TOO_MANY",
    `resampleSeries: ${count} intervals would be made. Give a longer interval, or check the unit of the times.`,
  );
}
