import type { View } from "./view.js";

/** `target += factor · a x`, for `a` with rows in one piece: four rows at a time, so that sums need not wait. */
export function addMatrixVector(target: Float64Array, factor: number, a: View, x: Float64Array): void {
  const { data, rows, columns, rowStride } = a;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    let p = a.offset + i * rowStride;
    for (let j = 0; j < columns; j++, p++) {
      const value = x[j]!;
      s0 += data[p]! * value;
      s1 += data[p + rowStride]! * value;
      s2 += data[p + 2 * rowStride]! * value;
      s3 += data[p + 3 * rowStride]! * value;
    }
    target[i]! += factor * s0;
    target[i + 1]! += factor * s1;
    target[i + 2]! += factor * s2;
    target[i + 3]! += factor * s3;
  }
  for (; i < rows; i++) {
    let sum = 0;
    const row = a.offset + i * rowStride;
    for (let j = 0; j < columns; j++) sum += data[row + j]! * x[j]!;
    target[i]! += factor * sum;
  }
}

/** `target += factor · aᵀ x`, for `a` with rows in one piece. */
export function addTransposedVector(target: Float64Array, factor: number, a: View, x: Float64Array): void {
  const { data, rows, columns, rowStride } = a;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const [x0, x1, x2, x3] = [factor * x[i]!, factor * x[i + 1]!, factor * x[i + 2]!, factor * x[i + 3]!];
    let p = a.offset + i * rowStride;
    for (let j = 0; j < columns; j++, p++) {
      target[j]! +=
        x0 * data[p]! + x1 * data[p + rowStride]! + (x2 * data[p + 2 * rowStride]! + x3 * data[p + 3 * rowStride]!);
    }
  }
  for (; i < rows; i++) {
    const weight = factor * x[i]!;
    const row = a.offset + i * rowStride;
    for (let j = 0; j < columns; j++) target[j]! += weight * data[row + j]!;
  }
}

/** `a x` for a symmetric `a` with rows in one piece, of which only the lower triangle is read. */
export function timesSymmetric(a: View, x: Float64Array): Float64Array {
  const product = new Float64Array(a.rows);
  const strips = a.rows - (a.rows % 4);
  for (let top = 0; top < strips; top += 4) {
    addLeftOfFour(product, a, x, top);
    for (let i = top; i < top + 4; i++) addRow(product, a, x, i, top);
  }
  for (let i = strips; i < a.rows; i++) addRow(product, a, x, i, 0);
  return product;
}

/** What stands left of column `top` in the four rows from there, and its mirror image. */
function addLeftOfFour(product: Float64Array, { data, offset, rowStride }: View, x: Float64Array, top: number): void {
  const [x0, x1, x2, x3] = [x[top]!, x[top + 1]!, x[top + 2]!, x[top + 3]!];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let j = 0, p = offset + top * rowStride; j < top; j++, p++) {
    const value = x[j]!;
    const a0 = data[p]!;
    const a1 = data[p + rowStride]!;
    const a2 = data[p + 2 * rowStride]!;
    const a3 = data[p + 3 * rowStride]!;
    s0 += a0 * value;
    s1 += a1 * value;
    s2 += a2 * value;
    s3 += a3 * value;
    product[j]! += a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3);
  }
  product[top]! += s0;
  product[top + 1]! += s1;
  product[top + 2]! += s2;
  product[top + 3]! += s3;
}

/** Row `i` from column `from` to the diagonal, and its mirror image. */
function addRow(product: Float64Array, a: View, x: Float64Array, i: number, from: number): void {
  const row = a.offset + i * a.rowStride;
  for (let j = from; j < i; j++) {
    product[i]! += a.data[row + j]! * x[j]!;
    product[j]! += a.data[row + j]! * x[i]!;
  }
  product[i]! += a.data[row + i]! * x[i]!;
}
