import type { ArrayInput } from "./as-array.js";
import type { NDArray } from "./nd-array.js";
import { reduce } from "./reduce.js";

/**
 * The position of the smallest entry, of all in row-major order or along one axis: the first of several, and that of the
 * first NaN where there is one.
 *
 * @example
 * argmin([3, 1, 2, 1]); // 1
 * argmin([[3, 1], [2, 4]], 0).data; // [1, 0]
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function argmin(values: ArrayInput): number;
export function argmin(values: ArrayInput, axis: number): NDArray;
export function argmin(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("argmin", values, axis, (line) => firstWhere(line, (value, best) => value < best), 1);
}

/**
 * The position of the largest entry, of all in row-major order or along one axis: the first of several, and that of the
 * first NaN where there is one.
 *
 * @example
 * argmax([3, 1, 3]); // 0
 * argmax([[3, 1], [2, 4]], 1).data; // [0, 1]
 *
 * @throws ValueError EMPTY, BAD_AXIS
 */
export function argmax(values: ArrayInput): number;
export function argmax(values: ArrayInput, axis: number): NDArray;
export function argmax(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("argmax", values, axis, (line) => firstWhere(line, (value, best) => value > best), 1);
}

function firstWhere(line: Float64Array, isBetter: (value: number, best: number) => boolean): number {
  let best = 0;
  for (let i = 0; i < line.length; i++) {
    if (Number.isNaN(line[i])) return i;
    if (isBetter(line[i]!, line[best]!)) best = i;
  }
  return best;
}
