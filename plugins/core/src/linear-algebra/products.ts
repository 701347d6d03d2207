import { type ArrayInput, asArray, asMatrix, asVector } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { checkSameShape } from "../arrays/shape.js";

/**
 * The matrix with rows and columns exchanged; a vector becomes one row.
 *
 * @example
 * transpose([[1, 2, 3], [4, 5, 6]]).data; // [1, 4, 2, 5, 3, 6]
 *
 * @throws ShapeError NOT_A_MATRIX
 */
export function transpose(A: ArrayInput): NDArray {
  return asMatrix(A, "transpose: A").transpose();
}

/**
 * The inner product of two vectors.
 *
 * @example
 * dot([1, 2, 3], [4, 5, 6]); // 32
 *
 * @throws ShapeError NOT_A_VECTOR, SHAPE_MISMATCH
 */
export function dot(a: ArrayInput, b: ArrayInput): number {
  const left = asVector(a, "dot: a");
  const right = asVector(b, "dot: b");
  checkSameShape("dot", left.shape, right.shape);
  let total = 0;
  for (let i = 0; i < left.size; i++) total += left.data[i]! * right.data[i]!;
  return total;
}

/**
 * The square root of the sum of squares: the length of a vector, the Frobenius norm of a matrix. Does not overflow.
 *
 * @example
 * norm([3, 4]); // 5
 */
export function norm(values: ArrayInput): number {
  const { data } = asArray(values, "norm: the input");
  const largest = data.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const scale = 2 ** Math.floor(Math.log2(largest));
  let total = 0;
  for (const value of data) total += (value / scale) ** 2;
  return scale * Math.sqrt(total);
}
