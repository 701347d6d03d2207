import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { layerFor } from "../backend/choice.js";
import { asSquare } from "./arguments.js";
import { referenceCholesky } from "./reference-cholesky.js";

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
  const factor = new NDArray(matrix.data.slice(), matrix.shape);
  const layer = layerFor(n ** 3 / 6);
  const bad = layer ? layer.factorize(factor.data, n) : referenceCholesky(factor.data, n);
  if (bad) throw notPositiveDefinite(bad.row, bad.pivot);
  for (let i = 0; i < n; i++) factor.data.fill(0, i * n + i + 1, (i + 1) * n);
  return factor;
}

function notPositiveDefinite(row: number, pivot: number): NumericError {
  return new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `cholesky: the pivot of row ${row} is ${pivot.toPrecision(4)}. Give a positive-definite matrix, or add to its diagonal.`,
  );
}
