import { isRowMajor, type View } from "./view.js";

/** The matrix laid over `data` row by row. */
export function contiguousView(data: Float64Array, rows: number, columns: number): View {
  return { data, offset: 0, rows, columns, rowStride: columns, columnStride: 1 };
}

/** Copies all entries, for any layout of both. */
export function copyView(target: View, source: View): void {
  const isWide = source.columns > 8 && isRowMajor(source) && isRowMajor(target);
  if (isInOnePiece(source) && isInOnePiece(target)) {
    const { data, offset, rows, columns } = source;
    target.data.set(data.subarray(offset, offset + rows * columns), target.offset);
    return;
  }
  for (let i = 0; i < source.rows; i++) {
    const to = target.offset + i * target.rowStride;
    const from = source.offset + i * source.rowStride;
    if (isWide) {
      target.data.set(source.data.subarray(from, from + source.columns), to);
    } else {
      for (let j = 0; j < source.columns; j++) {
        target.data[to + j * target.columnStride] = source.data[from + j * source.columnStride]!;
      }
    }
  }
}

function isInOnePiece(v: View): boolean {
  return isRowMajor(v) && v.rowStride === v.columns;
}
