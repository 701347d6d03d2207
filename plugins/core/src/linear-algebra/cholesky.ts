import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { addProduct } from "./add-product.js";
import { asSquare } from "./arguments.js";
import { substituteForward } from "./substitute.js";
import { part, transposed, type View, view } from "./view.js";

const block = 96;
const strip = 96;

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
  for (let i = 0; i < n; i++) factor.data.fill(0, i * n + i + 1, (i + 1) * n);
  factorize(view(factor));
  return factor;
}

/** Factors block column by block column; what is right of a finished one is updated at once. */
function factorize(a: View): void {
  const n = a.rows;
  for (let k = 0; k < n; k += block) {
    const end = Math.min(k + block, n);
    const diagonal = part(a, k, end, k, end);
    factorizeBlock(diagonal, k);
    const below = part(a, end, n, k, end);
    substituteForward(diagonal, transposed(below));
    subtractLowerProduct(part(a, end, n, end, n), below);
  }
}

function factorizeBlock({ data, offset, rows, rowStride }: View, firstRow: number): void {
  for (let j = 0; j < rows; j++) {
    const row = offset + j * rowStride;
    const pivot = data[row + j]! - squaredLength(data, row, row + j);
    if (!(pivot > 0 && pivot < Infinity)) throw notPositiveDefinite(firstRow + j, pivot);
    const root = Math.sqrt(pivot);
    data[row + j] = root;
    for (let i = j + 1; i < rows; i++) {
      const other = offset + i * rowStride;
      let value = data[other + j]!;
      for (let k = 0; k < j; k++) value -= data[other + k]! * data[row + k]!;
      data[other + j] = value / root;
    }
  }
}

function squaredLength(data: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += data[i]! * data[i]!;
  return total;
}

/** The lower triangle of `c -= b bᵀ`, strip by strip; within a strip's diagonal block the rest is put back to zero. */
function subtractLowerProduct(c: View, b: View): void {
  for (let j = 0; j < c.rows; j += strip) {
    const end = Math.min(j + strip, c.rows);
    const columns = transposed(part(b, j, end, 0, b.columns));
    addProduct(part(c, j, c.rows, j, end), -1, part(b, j, c.rows, 0, b.columns), columns);
    for (let i = j; i < end; i++) {
      const row = c.offset + i * c.rowStride;
      c.data.fill(0, row + i + 1, row + end);
    }
  }
}

function notPositiveDefinite(row: number, pivot: number): NumericError {
  return new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `cholesky: the pivot of row ${row} is ${pivot.toPrecision(4)}. Give a positive-definite matrix, or add to its diagonal.`,
  );
}
