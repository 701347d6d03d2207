import { makeReflection, reflectColumns, reflectRows } from "./householder.js";
import { part, transposed, type View } from "./view.js";

/**
 * Reduces a square matrix in place to `H = Qᵀ A Q`, which is zero below its first subdiagonal, and gives Q.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithm 7.4.2
 */
export function reduceToHessenberg(a: View): View {
  const n = a.rows;
  const factors = new Float64Array(n);
  const results = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    const column = part(a, k + 1, n, k, k + 1);
    const { factor, result } = makeReflection(column);
    reflectRows(part(a, k + 1, n, k + 1, n), column, factor);
    reflectColumns(part(a, 0, n, k + 1, n), transposed(column), factor);
    factors[k] = factor;
    results[k] = result;
  }
  const q: View = { ...a, data: new Float64Array(n * n), offset: 0, rowStride: n, columnStride: 1 };
  for (let k = 0; k < n; k++) q.data[k * (n + 1)] = 1;
  for (let k = n - 3; k >= 0; k--) reflectRows(part(q, k + 1, n, k + 1, n), part(a, k + 1, n, k, k + 1), factors[k]!);
  for (let k = 0; k + 2 < n; k++) {
    for (let i = k + 1; i < n; i++) a.data[a.offset + i * a.rowStride + k] = i === k + 1 ? results[k]! : 0;
  }
  return q;
}
