import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { lowerFactor } from "../backend/definite-matrix.js";
import { asSquare } from "./arguments.js";

/**
 * Lower-triangular `L` with `A = L Lᵀ`, for symmetric positive-definite `A` of shape [n, n], of which only the lower
 * triangle is read. Takes n³/3 operations.
 *
 * @example
 * cholesky([[4, 2], [2, 5]]).data; // [2, 0, 1, 2]
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE, with the row and the pivot
 * @throws ShapeError NOT_SQUARE
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 4.2.9
 */
export function cholesky(A: ArrayInput): NDArray {
  const matrix = asSquare(A, "cholesky: A");
  const n = matrix.shape[0]!;
  const found = lowerFactor(matrix.data, n);
  if (found instanceof Float64Array) return new NDArray(found, [n, n]);
  throw notPositiveDefinite(found.row, found.pivot);
}

function notPositiveDefinite(row: number, pivot: number): NumericError {
  return new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `cholesky: the pivot of row ${row} is ${pivot.toPrecision(4)}. Give a positive-definite matrix, or add to its diagonal.`,
  );
}
