import { add, type NDArray } from "@mesoscope/core";

/** The mean of a matrix and its transpose. */
export function symmetric(matrix: NDArray): NDArray {
  return add(matrix, matrix.transpose()).map((value) => value / 2);
}
