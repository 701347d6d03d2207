import { type ArrayInput, asMatrix, asVector } from "./as-array.js";
import { NDArray } from "./nd-array.js";

/**
 * The entries on the diagonal of a matrix.
 *
 * @example
 * diagonal([[1, 2, 3], [4, 5, 6]]).data; // [1, 5]
 *
 * @throws ShapeError NOT_A_MATRIX
 */
export function diagonal(A: ArrayInput): NDArray {
  const { data, shape } = asMatrix(A, "diagonal: A");
  const [rows, columns] = shape as [number, number];
  return new NDArray(Float64Array.from({ length: Math.min(rows, columns) }, (_, i) => data[i * (columns + 1)]!));
}

/**
 * The square matrix with these entries on its diagonal and zeros elsewhere.
 *
 * @example
 * diagonalMatrix([1, 2]).toArray(); // [[1, 0], [0, 2]]
 *
 * @throws ShapeError NOT_A_VECTOR
 */
export function diagonalMatrix(entries: ArrayInput): NDArray {
  const { data } = asVector(entries, "diagonalMatrix: the entries");
  const n = data.length;
  const result = new NDArray(new Float64Array(n * n), [n, n]);
  data.forEach((value, i) => {
    result.data[i * (n + 1)] = value;
  });
  return result;
}
