import { type ArrayInput, asArray, asVector } from "./as-array.js";
import { mapLines } from "./lines.js";
import type { NDArray } from "./nd-array.js";
import { checkAxis } from "./shape.js";
import { sortedOrder } from "./sorted-order.js";

/**
 * Positions of the entries of a vector, or of each line along an axis, in ascending order; equal entries keep their
 * order, NaN comes last.
 *
 * @example
 * argsort([30, 10, 20]); // [1, 2, 0]
 * argsort([[2, 1], [0, 3]], 0).toArray(); // [[1, 0], [0, 1]]
 *
 * @throws ShapeError NOT_A_VECTOR where no axis is given
 * @throws ValueError BAD_AXIS
 */
export function argsort(values: ArrayInput): Int32Array;
export function argsort(values: ArrayInput, axis: number): NDArray;
export function argsort(values: ArrayInput, axis?: number): Int32Array | NDArray {
  if (axis === undefined) return sortedOrder(asVector(values, "argsort: the input").data);
  const given = asArray(values, "argsort: the input");
  const front = checkAxis("argsort", axis, given.rank);
  return mapLines(given, front, given.shape[front]!, sortedOrder);
}
