import { type ArrayInput, argsort, mean, NDArray, stackColumns } from "@mesoscope/core";
import { checkChoice, checkNumber, checkOptions, DataError, ValueError } from "@mesoscope/sdk";
import { checkSameLength, finiteVector, gappedVector, growingVector } from "../common/arguments.js";
import { countUpTo } from "../common/search.js";

const methods = ["nearest", "linear", "previous"] as const;

/** Values and when they were taken, in seconds or any other unit of time. */
export interface TimeSeries {
  readonly times: ArrayInput;
  /** NaN where one is missing. */
  readonly values: ArrayInput;
}

/** How values are found at other times. */
export interface AlignOptions {
  /** The `nearest` value in time (default), the `previous` one, or a `linear` course between neighbours. */
  readonly method?: (typeof methods)[number];
  /** Values farther away in time than this are not used; no limit unless given. */
  readonly tolerance?: number;
}

/** A series at other times. */
export interface Aligned {
  /** NaN where no value is near enough. */
  readonly values: NDArray;
  /** How far away in time the farthest value used is; NaN where none is used. */
  readonly ages: NDArray;
}

/**
 * A series at other times, which may stand in any order. Values that are missing (NaN) are passed over; nothing is
 * extrapolated by `linear`. Of two values equally near, `nearest` takes the earlier.
 *
 * @example
 * const readings = { times: [0, 10, 20], values: [1, 3, 5] };
 * alignSeries(readings, [4, 16], { method: "linear" }).values.data; // [1.8, 4.2]
 * alignSeries(readings, [4, 16], { tolerance: 3.9 }).values.data; // [NaN, NaN]
 *
 * @throws DataError NOT_SORTED (see `sortSeries`); ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_FINITE, EMPTY
 */
export function alignSeries(series: TimeSeries, times: ArrayInput, options: AlignOptions = {}): Aligned {
  checkOptions("alignSeries", options, ["method", "tolerance"]);
  const { method = "nearest", tolerance = Infinity } = options;
  checkChoice("alignSeries", "method", method, methods);
  checkNumber("alignSeries", "tolerance", tolerance, "a number from 0", (x) => x >= 0);
  const all = growingVector(series?.times, "alignSeries: times of the series");
  const known = gappedVector(series.values, "alignSeries: values of the series").data;
  checkSameLength("alignSeries", "times", all.length, "values", known.length);
  const isKnown = (_: number, i: number) => !Number.isNaN(known[i]);
  const [at, values] = [all.filter(isKnown), known.filter(isKnown)];
  const found = Array.from(finiteVector(times, "alignSeries: the times wanted").data, (time) => {
    const before = countUpTo(at, time) - 1;
    const { value, age } = pick(method, at, values, before, time);
    return age <= tolerance && age < Infinity ? { value, age } : { value: Number.NaN, age: Number.NaN };
  });
  return {
    values: new NDArray(Float64Array.from(found, ({ value }) => value)),
    ages: new NDArray(Float64Array.from(found, ({ age }) => age)),
  };
}

/**
 * Series of different rates on one clock, one column each, with the age of every value.
 *
 * @example
 * const fast = { times: [0, 1, 2, 3], values: [0, 1, 2, 3] };
 * const slow = { times: [0, 2], values: [10, 20] };
 * const joined = joinSeries([fast, slow], [1, 3], { method: "previous" });
 * joined.values.data; // [1, 10, 3, 20]
 * joined.ages.data; // [0, 1, 0, 1]
 *
 * @throws as `alignSeries`; ValueError EMPTY where no series is given
 */
export function joinSeries(series: readonly TimeSeries[], clock: ArrayInput, options: AlignOptions = {}): Aligned {
  if (!Array.isArray(series) || series.length === 0) {
    throw new ValueError(
      "EMPTY",
      "joinSeries: there is no series. Give a list such as [{ times, values }, { times, values }].",
    );
  }
  const columns = series.map((one) => alignSeries(one, clock, options));
  return {
    values: stackColumns(...columns.map(({ values }) => values)),
    ages: stackColumns(...columns.map(({ ages }) => ages)),
  };
}

const merges = ["error", "mean", "first", "last"] as const;

/**
 * A series in the order of its times.
 *
 * @param options.duplicates what becomes of values of equal times: an `error` (default), their `mean`, the `first` or `last`
 *
 * @example
 * sortSeries({ times: [2, 1, 2], values: [5, 1, 7] }, { duplicates: "mean" }).values.data; // [1, 6]
 *
 * @throws DataError DUPLICATE_TIMES; ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_FINITE, EMPTY
 */
export function sortSeries(
  series: TimeSeries,
  options: { duplicates?: (typeof merges)[number] } = {},
): { readonly times: NDArray; readonly values: NDArray } {
  checkOptions("sortSeries", options, ["duplicates"]);
  const { duplicates = "error" } = options;
  checkChoice("sortSeries", "duplicates", duplicates, merges);
  const times = finiteVector(series?.times, "sortSeries: times").data;
  const values = gappedVector(series.values, "sortSeries: values").data;
  checkSameLength("sortSeries", "times", times.length, "values", values.length);
  const groups = new Map<number, number[]>();
  for (const i of argsort(times)) groups.set(times[i], [...(groups.get(times[i]) ?? []), values[i]]);
  const merged = Array.from(groups, ([time, group]) => {
    if (group.length > 1 && duplicates === "error") throw repeated(time, group.length);
    return duplicates === "mean" ? mean(group) : group.at(duplicates === "last" ? -1 : 0)!;
  });
  return { times: new NDArray(Float64Array.from(groups.keys())), values: new NDArray(Float64Array.from(merged)) };
}

interface Found {
  readonly value: number;
  readonly age: number;
}

function pick(
  method: AlignOptions["method"],
  at: Float64Array,
  values: Float64Array,
  before: number,
  time: number,
): Found {
  const [ageBefore, ageAfter] = [time - (at[before] ?? -Infinity), (at[before + 1] ?? Infinity) - time];
  if (method === "previous" || ageBefore === 0) return { value: values[before], age: ageBefore };
  if (method === "nearest") {
    return ageBefore <= ageAfter
      ? { value: values[before], age: ageBefore }
      : { value: values[before + 1], age: ageAfter };
  }
  const share = ageBefore / (ageBefore + ageAfter);
  return { value: values[before] + share * (values[before + 1] - values[before]), age: Math.max(ageBefore, ageAfter) };
}

function repeated(time: number, count: number): DataError {
  return new DataError(
    "DUPLICATE_TIMES",
    `sortSeries: ${count} values were taken at the time ${time}. Say which counts, with duplicates "mean", "first" or "last".`,
  );
}
