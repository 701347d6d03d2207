import type { NDArray } from "@mesoscope/core";

/** A search over more columns would not get deep in any of them. */
const mostColumns = 20;

const bins = 16;

/**
 * All columns, or of more than twenty those that tell most about the target: by the share of its variance between
 * sixteen quantiles of the column, which sees any curve, and not only straight lines.
 */
export function chooseColumns(inputs: NDArray, targets: NDArray): number[] {
  const [rows, width] = inputs.shape as [number, number];
  const all = Array.from({ length: width }, (_, j) => j);
  if (width <= mostColumns) return all;
  const shares = all.map((j) => varianceBetweenBins(columnOrder(inputs.data, width, j, rows), targets.data));
  const best = all.toSorted((a, b) => (shares[b] as number) - (shares[a] as number)).slice(0, mostColumns);
  return best.sort((a, b) => a - b);
}

function columnOrder(data: Float64Array, width: number, j: number, rows: number): Int32Array {
  const value = (row: number) => data[row * width + j] as number;
  return Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => value(a) - value(b));
}

/** Up to factors that are the same for every column. */
function varianceBetweenBins(order: Int32Array, target: Float64Array): number {
  const total = target.reduce((sum, value) => sum + value, 0) / target.length;
  let between = 0;
  for (let bin = 0; bin < bins; bin++) {
    const rows = order.subarray((bin * order.length) / bins, ((bin + 1) * order.length) / bins);
    if (rows.length === 0) continue;
    const mean = rows.reduce((sum, row) => sum + (target[row] as number), 0) / rows.length;
    between += rows.length * (mean - total) ** 2;
  }
  return between;
}
