import { addProduct } from "./add-product.js";
import { contiguousView, copyView } from "./copy-view.js";
import { makeReflection } from "./householder.js";
import { addMatrixVector, addTransposedVector, timesSymmetric } from "./matrix-vector.js";
import { joinReflections, reflectByBlock } from "./reflection-block.js";
import { columnView, part, transposed, type View } from "./view.js";

/** `A = Q T Qᵀ`: the diagonal of T, what stands beside it, and the rows of Qᵀ. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly qt: Float64Array;
}

/** Columns that are reduced before the rest of the matrix follows at once, and reflections that are applied together. */
const panelColumns = 24;
/** Rows of the lower triangle that are changed at a time. */
const blockRows = 128;

/**
 * Reduces a symmetric matrix, of which only the lower triangle is read, to three diagonals in place; its rows are in one
 * piece.
 *
 * @see Dongarra, Sorensen & Hammarling, Block reduction of matrices to condensed forms for eigenvalue computations,
 *   J. Comput. Appl. Math. 27 (1989) 215
 */
export function tridiagonalize(a: View): Tridiagonal {
  const n = a.rows;
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(Math.max(n - 1, 0));
  const factors = new Float64Array(n);
  for (let top = 0; top < n; top += panelColumns) {
    const end = Math.min(top + panelColumns, n);
    const w = contiguousView(new Float64Array((n - top) * (end - top)), n - top, end - top);
    for (let k = top; k < end; k++) {
      const { first, reflection } = reduceColumn(part(a, top, n, top, n), w, k - top);
      diagonal[k] = first;
      if (!reflection) continue;
      beside[k] = reflection.result;
      factors[k] = reflection.factor;
    }
    subtractProducts(part(a, end, n, end, n), part(a, end, n, top, end), part(w, end - top, n - top, 0, end - top));
  }
  const q = new Float64Array(n * n);
  const qView = { ...a, data: q, offset: 0, rowStride: n };
  for (let k = 0; k < n; k++) q[k * (n + 1)] = 1;
  for (let k = Math.floor(Math.max(n - 2, 0) / panelColumns) * panelColumns; k >= 0; k -= panelColumns) {
    const end = Math.min(k + panelColumns, n - 1);
    if (end <= k) continue;
    const block = joinReflections(part(a, k + 1, n, k, end), factors.subarray(k, end));
    reflectByBlock(block, part(qView, k + 1, n, k + 1, n), false);
  }
  return { diagonal, beside, qt: transposedData(q, n) };
}

/**
 * Brings column k up to date with the reflections before it, and makes its own; its column of `w` follows, so that the
 * matrix after all of them is `a − V Wᵀ − W Vᵀ`.
 */
function reduceColumn(a: View, w: View, k: number) {
  const n = a.rows;
  const rows = (from: number): [View, View] => [part(a, from, n, 0, k), part(w, from, n, 0, k)];
  const column = new Float64Array(n - k);
  copyView(columnView(column), part(a, k, n, k, k + 1));
  const [vHere, wHere] = rows(k);
  addMatrixVector(column, -1, vHere, firstRow(wHere));
  addMatrixVector(column, -1, wHere, firstRow(vHere));
  const first = column[0]!;
  if (k + 1 === n) return { first };
  const v = column.subarray(1);
  const reflection = makeReflection(columnView(v));
  copyView(part(a, k + 1, n, k, k + 1), columnView(v));

  const product = timesSymmetric(part(a, k + 1, n, k + 1, n), v);
  const [vBelow, wBelow] = rows(k + 1);
  const [alongV, alongW] = [new Float64Array(k), new Float64Array(k)];
  addTransposedVector(alongV, 1, vBelow, v);
  addTransposedVector(alongW, 1, wBelow, v);
  addMatrixVector(product, -1, vBelow, alongW);
  addMatrixVector(product, -1, wBelow, alongV);
  let overlap = 0;
  for (let i = 0; i < v.length; i++) overlap += v[i]! * product[i]!;
  const { factor } = reflection;
  const share = (factor / 2) * overlap;
  copyView(part(w, k + 1, n, k, k + 1), columnView(product.map((value, i) => factor * (value - share * v[i]!))));
  return { first, reflection };
}

function firstRow({ data, offset, columns }: View): Float64Array {
  return data.subarray(offset, offset + columns);
}

/** The lower triangle of `a − V Wᵀ − W Vᵀ`, as a product of `[V W]` and `[W V]ᵀ`. */
function subtractProducts(a: View, v: View, w: View): void {
  const [n, count] = [v.rows, v.columns];
  const beside = (left: View, right: View) => {
    const both = contiguousView(new Float64Array(2 * n * count), n, 2 * count);
    copyView(part(both, 0, n, 0, count), left);
    copyView(part(both, 0, n, count, 2 * count), right);
    return both;
  };
  const [vw, wv] = [beside(v, w), beside(w, v)];
  for (let top = 0; top < n; top += blockRows) {
    const bottom = Math.min(top + blockRows, n);
    const [left, right] = [part(vw, top, bottom, 0, 2 * count), part(wv, 0, bottom, 0, 2 * count)];
    addProduct(part(a, top, bottom, 0, bottom), -1, left, transposed(right));
  }
}

function transposedData(data: Float64Array, n: number): Float64Array {
  const result = new Float64Array(data.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[j * n + i] = data[i * n + j]!;
  return result;
}
