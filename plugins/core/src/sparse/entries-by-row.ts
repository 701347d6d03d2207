import { SparseMatrix } from "./sparse-matrix.js";

/** The matrix with these entries, sorted by row and column in two passes of counting; several in one place are added. */
export function entriesByRow(
  shape: readonly [number, number],
  rows: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): SparseMatrix {
  const byColumn = orderBy(columns, shape[1], Int32Array.from(columns.keys()));
  const order = orderBy(rows, shape[0], byColumn);
  const rowStarts = new Int32Array(shape[0] + 1);
  const keptColumns = new Int32Array(values.length);
  const keptValues = new Float64Array(values.length);
  let count = 0;
  let previous = -1;
  for (const k of order) {
    const isSamePlace = previous >= 0 && rows[k] === rows[previous] && columns[k] === columns[previous];
    if (!isSamePlace) {
      keptColumns[count++] = columns[k]!;
      rowStarts[rows[k]! + 1]!++;
    }
    keptValues[count - 1]! += values[k]!;
    previous = k;
  }
  for (let i = 0; i < shape[0]; i++) rowStarts[i + 1]! += rowStarts[i]!;
  return new SparseMatrix(shape, rowStarts, keptColumns.slice(0, count), keptValues.slice(0, count));
}

/** `order` sorted by key; equal keys stay as they were. */
function orderBy(keys: Int32Array, keyCount: number, order: Int32Array): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < keyCount; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(order.length);
  for (const k of order) sorted[next[keys[k]!]!++] = k;
  return sorted;
}
