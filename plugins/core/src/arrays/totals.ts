import { type ArrayInput, asArray } from "./as-array.js";
import { mapLines } from "./lines.js";
import type { NDArray } from "./nd-array.js";
import { reduce } from "./reduce.js";
import { checkAxis } from "./shape.js";

/**
 * The product of all entries, or along one axis; 1 where there are none.
 *
 * @example
 * product([2, 3, 4]); // 24
 * product([[1, 2], [3, 4]], 0).data; // [3, 8]
 *
 * @throws ValueError BAD_AXIS
 */
export function product(values: ArrayInput): number;
export function product(values: ArrayInput, axis: number): NDArray;
export function product(values: ArrayInput, axis?: number): number | NDArray {
  return reduce("product", values, axis, (line) => line.reduce((total, value) => total * value, 1));
}

/**
 * Whether all entries are other than 0: 1 or 0 per line along one axis, or true or false for the whole array.
 *
 * @example
 * all(greater([1, 2, 3], 0)); // true
 * all([[1, 0], [1, 1]], 0).data; // [1, 0]
 *
 * @throws ValueError BAD_AXIS
 */
export function all(values: ArrayInput): boolean;
export function all(values: ArrayInput, axis: number): NDArray;
export function all(values: ArrayInput, axis?: number): boolean | NDArray {
  return judged(reduce("all", values, axis, (line) => Number(line.every((value) => value !== 0))));
}

/**
 * Whether any entry is other than 0: 1 or 0 per line along one axis, or true or false for the whole array.
 *
 * @example
 * any(less([1, 2, 3], 0)); // false
 *
 * @throws ValueError BAD_AXIS
 */
export function any(values: ArrayInput): boolean;
export function any(values: ArrayInput, axis: number): NDArray;
export function any(values: ArrayInput, axis?: number): boolean | NDArray {
  return judged(reduce("any", values, axis, (line) => Number(line.some((value) => value !== 0))));
}

function judged(result: number | NDArray): boolean | NDArray {
  return typeof result === "number" ? result === 1 : result;
}

/**
 * The sums of the entries so far along an axis, the last one unless given.
 *
 * @example
 * cumulativeSum([1, 2, 3]).data; // [1, 3, 6]
 *
 * @throws ValueError BAD_AXIS
 */
export function cumulativeSum(values: ArrayInput, axis = -1): NDArray {
  return accumulate("cumulativeSum", values, axis, (total, value) => total + value);
}

/**
 * The products of the entries so far along an axis, the last one unless given.
 *
 * @example
 * cumulativeProduct([[1, 2], [3, 4]], 0).data; // [1, 2, 3, 8]
 *
 * @throws ValueError BAD_AXIS
 */
export function cumulativeProduct(values: ArrayInput, axis = -1): NDArray {
  return accumulate("cumulativeProduct", values, axis, (total, value) => total * value);
}

function accumulate(
  name: string,
  values: ArrayInput,
  axis: number,
  step: (total: number, value: number) => number,
): NDArray {
  const given = asArray(values, `${name}: the input`);
  const front = checkAxis(name, axis, given.rank);
  return mapLines(given, front, given.shape[front]!, (line) => {
    for (let i = 1; i < line.length; i++) line[i] = step(line[i - 1]!, line[i]!);
    return line;
  });
}
