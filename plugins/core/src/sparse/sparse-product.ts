import { SparseMatrix } from "./sparse-matrix.js";

/**
 * The product of two sparse matrices, row by row.
 *
 * @see Gustavson, Two fast algorithms for sparse matrices, ACM TOMS 4 (1978) 250
 */
export function multiplySparse(a: SparseMatrix, b: SparseMatrix): SparseMatrix {
  const sums = new Float64Array(b.shape[1]);
  const isUsed = new Uint8Array(b.shape[1]);
  const rowStarts = new Int32Array(a.shape[0] + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < a.shape[0]; i++) {
    const used: number[] = [];
    for (let k = a.rowStarts[i]!; k < a.rowStarts[i + 1]!; k++) {
      const row = a.columns[k]!;
      for (let l = b.rowStarts[row]!; l < b.rowStarts[row + 1]!; l++) {
        const j = b.columns[l]!;
        if (isUsed[j] === 0) used.push(j);
        isUsed[j] = 1;
        sums[j]! += a.values[k]! * b.values[l]!;
      }
    }
    for (const j of used.sort((x, y) => x - y)) {
      columns.push(j);
      values.push(sums[j]!);
      sums[j] = 0;
      isUsed[j] = 0;
    }
    rowStarts[i + 1] = columns.length;
  }
  return new SparseMatrix([a.shape[0], b.shape[1]], rowStarts, Int32Array.from(columns), Float64Array.from(values));
}
