import type { View } from "./view.js";

/**
 * Scales rows and columns of a square matrix in place by powers of two until they are of like size, and gives the scale
 * of each: `D⁻¹ A D` has the eigenvalues of A, found with smaller errors.
 *
 * @see Parlett & Reinsch, Balancing a matrix for calculation of eigenvalues, Numer. Math. 13 (1969) 293
 */
export function balance({ data, rows: n }: View): Float64Array {
  const scales = new Float64Array(n).fill(1);
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (let i = 0; i < n; i++) {
      let row = 0;
      let column = 0;
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        row += Math.abs(data[i * n + j]!);
        column += Math.abs(data[j * n + i]!);
      }
      if (row === 0 || column === 0) continue;
      const factor = 2 ** Math.round(Math.log2(row / column) / 2);
      if (column * factor + row / factor >= 0.95 * (row + column)) continue;
      isDone = false;
      scales[i]! *= factor;
      for (let j = 0; j < n; j++) {
        data[i * n + j]! /= factor;
        data[j * n + i]! *= factor;
      }
    }
  }
  return scales;
}
