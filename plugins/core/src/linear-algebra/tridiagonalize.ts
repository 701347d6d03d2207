import { makeReflection } from "./householder.js";
import { joinReflections, reflectByBlock } from "./reflection-block.js";
import { part, type View } from "./view.js";

/** `A = Q T Qᵀ`: the diagonal of T, what stands beside it, and the rows of Qᵀ. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly qt: Float64Array;
}

/** Reflections that are applied to Q together. */
const panelColumns = 24;

/**
 * Reduces a symmetric matrix, of which only the lower triangle is read, to three diagonals in place.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithm 8.3.1
 */
export function tridiagonalize(a: View): Tridiagonal {
  const n = a.rows;
  const beside = new Float64Array(Math.max(n - 1, 0));
  const factors = new Float64Array(n);
  for (let k = 0; k + 1 < n; k++) {
    const column = part(a, k + 1, n, k, k + 1);
    const { factor, result } = makeReflection(column);
    beside[k] = result;
    factors[k] = factor;
    if (factor !== 0) reflectBothSides(part(a, k + 1, n, k + 1, n), valuesOf(column), factor);
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
  const diagonal = Float64Array.from({ length: n }, (_, i) => a.data[a.offset + i * (a.rowStride + 1)]!);
  return { diagonal, beside, qt: transposedData(q, n) };
}

function valuesOf(column: View): Float64Array {
  return Float64Array.from({ length: column.rows }, (_, i) => column.data[column.offset + i * column.rowStride]!);
}

/** The lower triangle of `(I - factor v vᵀ) a (I - factor v vᵀ)`, as `a - v wᵀ - w vᵀ`. */
function reflectBothSides(a: View, v: Float64Array, factor: number): void {
  const w = timesSymmetric(a, v, factor);
  let overlap = 0;
  for (let i = 0; i < v.length; i++) overlap += v[i]! * w[i]!;
  for (let i = 0; i < v.length; i++) w[i]! -= (factor / 2) * overlap * v[i]!;
  for (let i = 0; i < v.length; i++) {
    const row = a.offset + i * a.rowStride;
    const vi = v[i]!;
    const wi = w[i]!;
    for (let j = 0; j <= i; j++) a.data[row + j]! -= vi * w[j]! + wi * v[j]!;
  }
}

function timesSymmetric(a: View, v: Float64Array, factor: number): Float64Array {
  const product = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) {
    const row = a.offset + i * a.rowStride;
    const weight = v[i]!;
    let total = a.data[row + i]! * weight;
    for (let j = 0; j < i; j++) {
      const value = a.data[row + j]!;
      total += value * v[j]!;
      product[j]! += value * weight;
    }
    product[i]! += total;
  }
  return product.map((value) => factor * value);
}

function transposedData(data: Float64Array, n: number): Float64Array {
  const result = new Float64Array(data.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[j * n + i] = data[i * n + j]!;
  return result;
}
