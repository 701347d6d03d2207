import type { View } from "./view.js";

/**
 * Turns column 0 of `a` into the vector v of the reflection `I - factor v vᵀ` that maps the column to (result, 0, …);
 * v starts with 1, and its rest takes the place of the column's.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithm 5.1.1; signs as in LAPACK
 */
export function makeReflection({ data, offset, rows, rowStride }: View): { factor: number; result: number } {
  const first = data[offset]!;
  let largest = 0;
  for (let i = 1; i < rows; i++) largest = Math.max(largest, Math.abs(data[offset + i * rowStride]!));
  if (largest === 0) {
    data[offset] = 1;
    return { factor: 0, result: first };
  }
  const scale = Math.max(largest, Math.abs(first));
  let total = (first / scale) ** 2;
  for (let i = 1; i < rows; i++) total += (data[offset + i * rowStride]! / scale) ** 2;
  const result = (first < 0 ? scale : -scale) * Math.sqrt(total);
  const divisor = first - result;
  for (let i = 1; i < rows; i++) data[offset + i * rowStride]! /= divisor;
  data[offset] = 1;
  return { factor: -divisor / result, result };
}

let sums = new Float64Array(0);

/** Replaces `a` by `(I - factor v vᵀ) a`, where v is a column with as many rows as `a`. */
export function reflectRows(a: View, v: View, factor: number): void {
  if (factor === 0 || a.columns === 0) return;
  if (sums.length < a.columns) sums = new Float64Array(a.columns);
  sums.fill(0, 0, a.columns);
  for (let i = 0; i < a.rows; i++) {
    const weight = v.data[v.offset + i * v.rowStride]!;
    const row = a.offset + i * a.rowStride;
    for (let j = 0; j < a.columns; j++) sums[j]! += weight * a.data[row + j * a.columnStride]!;
  }
  for (let i = 0; i < a.rows; i++) {
    const weight = factor * v.data[v.offset + i * v.rowStride]!;
    const row = a.offset + i * a.rowStride;
    for (let j = 0; j < a.columns; j++) a.data[row + j * a.columnStride]! -= weight * sums[j]!;
  }
}

/** Replaces `a` by `a (I - factor v vᵀ)`, where v is a row with as many columns as `a`. */
export function reflectColumns(a: View, v: View, factor: number): void {
  if (factor === 0) return;
  for (let i = 0; i < a.rows; i++) {
    const row = a.offset + i * a.rowStride;
    let total = 0;
    for (let j = 0; j < a.columns; j++)
      total += a.data[row + j * a.columnStride]! * v.data[v.offset + j * v.columnStride]!;
    total *= factor;
    for (let j = 0; j < a.columns; j++) {
      a.data[row + j * a.columnStride]! -= total * v.data[v.offset + j * v.columnStride]!;
    }
  }
}
