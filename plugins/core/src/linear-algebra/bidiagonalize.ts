import { addProduct } from "./add-product.js";
import { contiguousView, copyView } from "./copy-view.js";
import { makeReflection } from "./householder.js";
import { addMatrixVector, addTransposedVector } from "./matrix-vector.js";
import { joinReflections, reflectByBlock } from "./reflection-block.js";
import { columnView, part, transposed, type View } from "./view.js";

/** Columns that are reduced before the rest of the matrix follows at once, and reflections that are applied together. */
const panelColumns = 24;

/** `A = U B Vᵀ`: the diagonal of B and what stands right of it, with the rows of Uᵀ and Vᵀ. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
  readonly ut: Float64Array;
  readonly vt: Float64Array;
}

/**
 * Reduces a square matrix in place to two diagonals by reflections from both sides; its rows are in one piece.
 *
 * @see Dongarra, Sorensen & Hammarling, Block reduction of matrices to condensed forms for eigenvalue computations,
 *   J. Comput. Appl. Math. 27 (1989) 215
 */
export function bidiagonalize(a: View): Bidiagonal {
  const n = a.rows;
  const diagonal = new Float64Array(n);
  const above = new Float64Array(Math.max(n - 1, 0));
  const leftFactors = new Float64Array(n);
  const rightFactors = new Float64Array(n);
  for (let top = 0; top < n; top += panelColumns) {
    const end = Math.min(top + panelColumns, n);
    const [rows, count] = [n - top, end - top];
    const rest = part(a, top, n, top, n);
    const x = contiguousView(new Float64Array(rows * count), rows, count);
    const y = contiguousView(new Float64Array(count * rows), count, rows);
    for (let j = top; j < end; j++) {
      const { left, right } = reduceBoth(rest, x, y, j - top);
      diagonal[j] = left.result;
      leftFactors[j] = left.factor;
      if (!right) continue;
      above[j] = right.result;
      rightFactors[j] = right.factor;
    }
    subtractProducts(rest, x, y);
  }
  const ut = identityView(n);
  const vt = identityView(n);
  for (let j = Math.floor((n - 1) / panelColumns) * panelColumns; j >= 0; j -= panelColumns) {
    const end = Math.min(j + panelColumns, n);
    const left = joinReflections(part(a, j, n, j, end), leftFactors.subarray(j, end));
    reflectByBlock(left, transposed(part(ut, j, n, j, n)), false);
    const last = Math.min(end, n - 1);
    if (last <= j) continue;
    const right = joinReflections(transposed(part(a, j, last, j + 1, n)), rightFactors.subarray(j, last));
    reflectByBlock(right, transposed(part(vt, j + 1, n, j + 1, n)), false);
  }
  return { diagonal, above, ut: ut.data, vt: vt.data };
}

/**
 * Brings column and row k up to date with the reflections before, and makes those of k; a column of `x` and a row of `y`
 * follow, so that the matrix after all of them is `a − V Y − X U`, with the vectors from the left as columns of V and those
 * from the right as rows of U.
 */
function reduceBoth(a: View, x: View, y: View, k: number) {
  const n = a.rows;
  const column = valuesOf(part(a, k, n, k, k + 1));
  addMatrixVector(column, -1, part(a, k, n, 0, k), valuesOf(part(y, 0, k, k, k + 1)));
  addMatrixVector(column, -1, part(x, k, n, 0, k), valuesOf(part(a, 0, k, k, k + 1)));
  const left = makeReflection(columnView(column));
  copyView(part(a, k, n, k, k + 1), columnView(column));
  if (k + 1 === n) return { left };

  const [vAll, xBefore] = [part(a, k, n, 0, k), part(x, k, n, 0, k)];
  const [yBefore, uBefore] = [part(y, 0, k, k + 1, n), part(a, 0, k, k + 1, n)];
  const yRow = y.data.subarray(y.offset + k * y.rowStride + k + 1, y.offset + (k + 1) * y.rowStride);
  addTransposedVector(yRow, left.factor, part(a, k, n, k + 1, n), column);
  addTransposedVector(yRow, -left.factor, yBefore, transposedTimes(vAll, column));
  addTransposedVector(yRow, -left.factor, uBefore, transposedTimes(xBefore, column));

  const from = a.offset + k * a.rowStride;
  const row = a.data.subarray(from + k + 1, from + n);
  addTransposedVector(row, -1, part(y, 0, k + 1, k + 1, n), a.data.subarray(from, from + k + 1));
  addTransposedVector(row, -1, uBefore, valuesOf(part(x, k, k + 1, 0, k)));
  const right = makeReflection(columnView(row));

  const xColumn = new Float64Array(n - k - 1);
  addMatrixVector(xColumn, right.factor, part(a, k + 1, n, k + 1, n), row);
  addMatrixVector(xColumn, -right.factor, part(a, k + 1, n, 0, k + 1), times(part(y, 0, k + 1, k + 1, n), row));
  addMatrixVector(xColumn, -right.factor, part(x, k + 1, n, 0, k), times(uBefore, row));
  copyView(part(x, k + 1, n, k, k + 1), columnView(xColumn));
  return { left, right };
}

/** The rest of the matrix after the reflections of a panel, as one product of `[V X]` and `[Y; U]`. */
function subtractProducts(a: View, x: View, y: View): void {
  const [n, count] = [a.rows, y.rows];
  const rest = n - count;
  const left = contiguousView(new Float64Array(rest * 2 * count), rest, 2 * count);
  copyView(part(left, 0, rest, 0, count), part(a, count, n, 0, count));
  copyView(part(left, 0, rest, count, 2 * count), part(x, count, n, 0, count));
  const right = contiguousView(new Float64Array(2 * count * rest), 2 * count, rest);
  copyView(part(right, 0, count, 0, rest), part(y, 0, count, count, n));
  copyView(part(right, count, 2 * count, 0, rest), part(a, 0, count, count, n));
  addProduct(part(a, count, n, count, n), -1, left, right);
}

function times(a: View, x: Float64Array): Float64Array {
  const product = new Float64Array(a.rows);
  addMatrixVector(product, 1, a, x);
  return product;
}

function transposedTimes(a: View, x: Float64Array): Float64Array {
  const product = new Float64Array(a.columns);
  addTransposedVector(product, 1, a, x);
  return product;
}

function valuesOf(v: View): Float64Array {
  const values = new Float64Array(v.rows * v.columns);
  copyView(contiguousView(values, v.rows, v.columns), v);
  return values;
}

function identityView(n: number): View {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = 1;
  return { data, offset: 0, rows: n, columns: n, rowStride: n, columnStride: 1 };
}
