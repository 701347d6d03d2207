import type { NDArray } from "../arrays/nd-array.js";

/** A matrix laid over an array: entry (i, j) is `data[offset + i * rowStride + j * columnStride]`. */
export interface View {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

export function view(matrix: NDArray): View {
  const [rows, columns] = matrix.shape as [number, number];
  return { data: matrix.data, offset: 0, rows, columns, rowStride: columns, columnStride: 1 };
}

/** The vector as a matrix of one column. */
export function columnView(data: Float64Array): View {
  return { data, offset: 0, rows: data.length, columns: 1, rowStride: 1, columnStride: 1 };
}

export function transposed(v: View): View {
  return { ...v, rows: v.columns, columns: v.rows, rowStride: v.columnStride, columnStride: v.rowStride };
}

/** Rows from `top` to before `bottom`, columns from `left` to before `right`. */
export function part(v: View, top: number, bottom: number, left: number, right: number): View {
  return {
    ...v,
    offset: v.offset + top * v.rowStride + left * v.columnStride,
    rows: bottom - top,
    columns: right - left,
  };
}

/** The rows of `v` from the last to the first. */
export function rowsReversed(v: View): View {
  return { ...v, offset: v.offset + (v.rows - 1) * v.rowStride, rowStride: -v.rowStride };
}

/** Rows and columns from the last to the first: an upper triangle becomes a lower one. */
export function reversed(v: View): View {
  return transposed(rowsReversed(transposed(rowsReversed(v))));
}

/** Whether the entries of a row lie side by side. */
export function isRowMajor(v: View): boolean {
  return v.columnStride === 1;
}

/** Whether the entries of a column lie side by side. */
export function isColumnMajor(v: View): boolean {
  return v.rowStride === 1;
}
