/** The numbers of at most `count` of so many rows, at equal distances. */
export function spreadRows(rows: number, count: number): Int32Array {
  const length = Math.min(rows, count);
  return Int32Array.from({ length }, (_, i) => Math.floor(((i + 0.5) * rows) / length));
}
