import { counted, ValueError } from "@mesoscope/sdk";
import {
  medianAbsoluteDeviation as deviation,
  sampleCorrelation,
  sampleKurtosis,
  sampleRankCorrelation,
  sampleSkewness,
} from "simple-statistics";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { reduce } from "../arrays/reduce.js";
import { checkSameShape } from "../arrays/shape.js";

/**
 * The value below which a share `probability` of the entries lies, of all or along one axis, between neighbours by
 * straight lines, as NumPy does; NaN where there is one.
 *
 * @example
 * quantile([1, 2, 3, 4], 0.25); // 1.75
 * quantile([[1, 20], [3, 40]], 0.5, 0).data; // [2, 30]
 *
 * @throws ValueError EMPTY, BAD_PROBABILITY, BAD_AXIS
 */
export function quantile(values: ArrayInput, probability: number): number;
export function quantile(values: ArrayInput, probability: number, axis: number): NDArray;
export function quantile(values: ArrayInput, probability: number, axis?: number): number | NDArray {
  if (!(probability >= 0 && probability <= 1)) {
    throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one from 0 to 1.`);
  }
  return reduce("quantile", values, axis, (data) => quantileOf(data, probability), 1);
}

/**
 * The middle of the sorted entries, of all or along one axis; NaN where there is one.
 *
 * @example
 * median([3, 1, 2, 10]); // 2.5
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function median(values: ArrayInput): number;
export function median(values: ArrayInput, axis: number): NDArray;
export function median(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("median", values, axis, (data) => quantileOf(data, 0.5), 1);
}

/**
 * The median distance from the median: a spread that outliers do not move.
 *
 * @example
 * medianAbsoluteDeviation([1, 2, 3, 4, 100]); // 1
 *
 * @throws ValueError EMPTY
 */
export function medianAbsoluteDeviation(values: ArrayInput): number {
  return deviation(plain("medianAbsoluteDeviation", values, 1));
}

/**
 * How far the distribution leans to one side, corrected for the sample's size.
 *
 * @example
 * skewness([1, 2, 3]); // 0
 *
 * @throws ValueError EMPTY with fewer than 3 entries
 */
export function skewness(values: ArrayInput): number {
  return sampleSkewness(plain("skewness", values, 3));
}

/**
 * How heavy the tails are, in excess of a normal distribution, corrected for the sample's size.
 *
 * @example
 * kurtosis([1, 2, 3, 4, 5]).toFixed(2); // "-1.20"
 *
 * @throws ValueError EMPTY with fewer than 4 entries
 */
export function kurtosis(values: ArrayInput): number {
  return sampleKurtosis(plain("kurtosis", values, 4));
}

/**
 * Pearson's correlation of two variables, from -1 to 1.
 *
 * @example
 * correlation([1, 2, 3], [2, 4, 6]).toFixed(6); // "1.000000"
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError EMPTY with fewer than 2 entries
 */
export function correlation(a: ArrayInput, b: ArrayInput): number {
  return sampleCorrelation(...pair("correlation", a, b));
}

/**
 * Spearman's correlation, of ranks: 1 wherever one variable always grows with the other.
 *
 * @example
 * rankCorrelation([1, 2, 3], [1, 10, 1000]).toFixed(6); // "1.000000"
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError EMPTY with fewer than 2 entries
 */
export function rankCorrelation(a: ArrayInput, b: ArrayInput): number {
  return sampleRankCorrelation(...pair("rankCorrelation", a, b));
}

function quantileOf(data: Float64Array, probability: number): number {
  const sorted = data.toSorted();
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  // NaN sorts last, where it would go unseen.
  return Number.isNaN(sorted.at(-1)!) ? Number.NaN : low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

function entries(name: string, values: ArrayInput, least: number): Float64Array {
  const { data } = asArray(values, `${name}: the input`);
  if (data.length >= least) return data;
  throw new ValueError(
    "EMPTY",
    `${name}: found ${counted(data.length, "number")}, which does not suffice. Give at least ${least}.`,
  );
}

function plain(name: string, values: ArrayInput, least: number): number[] {
  return Array.from(entries(name, values, least));
}

function pair(name: string, a: ArrayInput, b: ArrayInput): [number[], number[]] {
  checkSameShape(name, asArray(a, `${name}: the first input`).shape, asArray(b, `${name}: the second input`).shape);
  return [plain(name, a, 2), plain(name, b, 2)];
}
