import { addProduct } from "./add-product.js";
import { substituteForward } from "./substitute.js";
import { part, type View } from "./view.js";

const block = 48;

/** A factored matrix: both triangles in one array, the order of its rows, and the sign of that order. */
export interface LU {
  readonly factors: View;
  readonly order: Int32Array;
  readonly sign: number;
  /** The first column without a pivot; `undefined` for a regular matrix. */
  readonly singularAt: number | undefined;
}

/**
 * Factors `a` in place as `P A = L U`, with the largest entry of a column as its pivot; L has ones on its diagonal.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 3.4
 */
export function factorizeLU(a: View): LU {
  const n = a.rows;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let singularAt: number | undefined;
  for (let k = 0; k < n; k += block) {
    const end = Math.min(k + block, n);
    for (let j = k; j < end; j++) {
      const pivot = pivotRow(a, j);
      if (pivot !== j) {
        swapRows(a, order, j, pivot);
        sign = -sign;
      }
      if (a.data[at(a, j, j)] === 0) singularAt ??= j;
      else eliminate(a, j, end);
    }
    const right = part(a, k, end, end, n);
    substituteForward(unitLower(part(a, k, end, k, end)), right);
    addProduct(part(a, end, n, end, n), -1, part(a, end, n, k, end), right);
  }
  return { factors: a, order, sign, singularAt };
}

/** A copy of the lower triangle with ones on its diagonal. */
export function unitLower(a: View): View {
  const n = a.rows;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) data[i * n + j] = a.data[at(a, i, j)]!;
    data[i * n + i] = 1;
  }
  return { data, offset: 0, rows: n, columns: n, rowStride: n, columnStride: 1 };
}

function at(a: View, i: number, j: number): number {
  return a.offset + i * a.rowStride + j * a.columnStride;
}

function pivotRow(a: View, j: number): number {
  let best = j;
  for (let i = j + 1; i < a.rows; i++) {
    if (Math.abs(a.data[at(a, i, j)]!) > Math.abs(a.data[at(a, best, j)]!)) best = i;
  }
  return best;
}

function swapRows(a: View, order: Int32Array, i: number, j: number): void {
  [order[i], order[j]] = [order[j]!, order[i]!];
  for (let k = 0; k < a.columns; k++) {
    const kept = a.data[at(a, i, k)]!;
    a.data[at(a, i, k)] = a.data[at(a, j, k)]!;
    a.data[at(a, j, k)] = kept;
  }
}

/** Clears column `j` below its pivot, within the columns before `end`. */
function eliminate(a: View, j: number, end: number): void {
  const pivot = a.data[at(a, j, j)]!;
  for (let i = j + 1; i < a.rows; i++) {
    const factor = a.data[at(a, i, j)]! / pivot;
    a.data[at(a, i, j)] = factor;
    for (let k = j + 1; k < end; k++) a.data[at(a, i, k)]! -= factor * a.data[at(a, j, k)]!;
  }
}
