import type { BadPivot } from "../backend/layer.js";
import { contiguousView } from "./copy-view.js";
import { referenceProduct } from "./reference-product.js";
import { referenceSubstitute } from "./reference-substitute.js";
import { part, transposed, type View } from "./view.js";

const block = 96;
const strip = 96;

/**
 * The lower Cholesky factor in the place of a matrix, block column by block column; what is right of a finished one is
 * updated at once.
 */
export function referenceCholesky(data: Float64Array, n: number): BadPivot | undefined {
  const a = contiguousView(data, n, n);
  for (let k = 0; k < n; k += block) {
    const end = Math.min(k + block, n);
    const diagonal = part(a, k, end, k, end);
    const bad = factorizeBlock(diagonal);
    if (bad) return { row: k + bad.row, pivot: bad.pivot };
    const below = part(a, end, n, k, end);
    referenceSubstitute(diagonal, transposed(below));
    subtractLowerProduct(part(a, end, n, end, n), below);
  }
  return undefined;
}

function factorizeBlock({ data, offset, rows, rowStride }: View): BadPivot | undefined {
  for (let j = 0; j < rows; j++) {
    const row = offset + j * rowStride;
    const pivot = data[row + j]! - squaredLength(data, row, row + j);
    if (!(pivot > 0 && pivot < Infinity)) return { row: j, pivot };
    const root = Math.sqrt(pivot);
    data[row + j] = root;
    for (let i = j + 1; i < rows; i++) {
      const other = offset + i * rowStride;
      let value = data[other + j]!;
      for (let k = 0; k < j; k++) value -= data[other + k]! * data[row + k]!;
      data[other + j] = value / root;
    }
  }
  return undefined;
}

function squaredLength(data: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += data[i]! * data[i]!;
  return total;
}

/** The lower triangle of `c -= b bᵀ`, strip by strip. */
function subtractLowerProduct(c: View, b: View): void {
  for (let j = 0; j < c.rows; j += strip) {
    const end = Math.min(j + strip, c.rows);
    const columns = transposed(part(b, j, end, 0, b.columns));
    referenceProduct(part(c, j, c.rows, j, end), -1, part(b, j, c.rows, 0, b.columns), columns);
  }
}
