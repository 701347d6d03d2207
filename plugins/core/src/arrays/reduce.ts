import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { digestLines } from "./lines.js";
import type { NDArray } from "./nd-array.js";
import { pairwiseSum } from "./pairwise-sum.js";
import { checkAxis, showShape } from "./shape.js";

/**
 * The sum of all entries, or along one axis; added pairwise, so that rounding errors do not pile up.
 *
 * @example
 * sum([[1, 2], [3, 4]]); // 10
 * sum([[1, 2], [3, 4]], 0).data; // [4, 6]
 *
 * @throws ValueError BAD_AXIS
 */
export function sum(values: ArrayInput): number;
export function sum(values: ArrayInput, axis: number): NDArray;
export function sum(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("sum", values, axis, pairwiseSum);
}

/**
 * The mean of all entries, or along one axis.
 *
 * @example
 * mean([[1, 2], [3, 4]], 1).data; // [1.5, 3.5]
 *
 * @throws ValueError EMPTY where there is nothing to average, BAD_AXIS
 */
export function mean(values: ArrayInput): number;
export function mean(values: ArrayInput, axis: number): NDArray;
export function mean(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("mean", values, axis, average, 1);
}

/**
 * The variance about the mean, of all entries or along one axis; the sum of squares is divided by n, or by n - 1 for
 * `{ sample: true }`.
 *
 * @example
 * variance([1, 2, 3, 4]); // 1.25
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function variance(values: ArrayInput, axis?: undefined, options?: SpreadOptions): number;
export function variance(values: ArrayInput, axis: number, options?: SpreadOptions): NDArray;
export function variance(values: ArrayInput, axis?: number, options: SpreadOptions = {}): number | NDArray {
  return reduce("variance", values, axis, (data) => squareSpread(data, options), options.sample ? 2 : 1);
}

/**
 * The square root of `variance`.
 *
 * @example
 * standardDeviation([[1, 10], [3, 30]], 0).data; // [1, 10]
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function standardDeviation(values: ArrayInput, axis?: undefined, options?: SpreadOptions): number;
export function standardDeviation(values: ArrayInput, axis: number, options?: SpreadOptions): NDArray;
export function standardDeviation(values: ArrayInput, axis?: number, options: SpreadOptions = {}): number | NDArray {
  const minimumCount = options.sample ? 2 : 1;
  return reduce("standardDeviation", values, axis, (data) => Math.sqrt(squareSpread(data, options)), minimumCount);
}

/**
 * The smallest entry, of all or along one axis; NaN where there is one.
 *
 * @example
 * minimum([[3, 1], [2, 4]], 0).data; // [2, 1]
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function minimum(values: ArrayInput): number;
export function minimum(values: ArrayInput, axis: number): NDArray;
export function minimum(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("minimum", values, axis, (data) => data.reduce((a, b) => Math.min(a, b), Infinity), 1);
}

/**
 * The largest entry, of all or along one axis; NaN where there is one.
 *
 * @example
 * maximum([[3, 1], [2, 4]]); // 4
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function maximum(values: ArrayInput): number;
export function maximum(values: ArrayInput, axis: number): NDArray;
export function maximum(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("maximum", values, axis, (data) => data.reduce((a, b) => Math.max(a, b), -Infinity), 1);
}

/** How a spread is measured: `sample` divides by n - 1 instead of n. */
export interface SpreadOptions {
  readonly sample?: boolean;
}

function average(data: Float64Array): number {
  return pairwiseSum(data) / data.length;
}

function squareSpread(data: Float64Array, { sample = false }: SpreadOptions): number {
  const center = average(data);
  return pairwiseSum(data.map((value) => (value - center) ** 2)) / (data.length - (sample ? 1 : 0));
}

/** `digest` of all entries, or of each line along an axis. */
export function reduce(
  name: string,
  values: ArrayInput,
  axis: number | undefined,
  digest: (data: Float64Array) => number,
  minimumCount = 0,
): number | NDArray {
  const given = asArray(values, `${name}: the input`);
  const { data, shape } = given;
  const front = axis === undefined ? undefined : checkAxis(name, axis, shape.length);
  const length = front === undefined ? data.length : shape[front]!;
  if (length < minimumCount) {
    throw new ValueError(
      "EMPTY",
      `${name}: ${length} entries of shape ${showShape(shape)} are too few. Give at least ${minimumCount} along the axis.`,
    );
  }
  return front === undefined ? digest(data) : digestLines(given, front, digest);
}
