import { makeReflection, reflectColumns, reflectRows } from "./householder.js";
import { joinReflections, reflectByBlock } from "./reflection-block.js";
import { part, transposed, type View } from "./view.js";

/** Reflections that are applied to U and V together. */
const panelColumns = 24;

/** `A = U B Vᵀ`: the diagonal of B and what stands right of it, with the rows of Uᵀ and Vᵀ. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
  readonly ut: Float64Array;
  readonly vt: Float64Array;
}

/**
 * Reduces a square matrix in place to two diagonals by reflections from both sides.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithm 5.4.2
 */
export function bidiagonalize(a: View): Bidiagonal {
  const n = a.rows;
  const diagonal = new Float64Array(n);
  const above = new Float64Array(Math.max(n - 1, 0));
  const leftFactors = new Float64Array(n);
  const rightFactors = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const column = part(a, j, n, j, j + 1);
    const left = makeReflection(column);
    reflectRows(part(a, j, n, j + 1, n), column, left.factor);
    diagonal[j] = left.result;
    leftFactors[j] = left.factor;
    if (j + 1 >= n) break;
    const row = part(a, j, j + 1, j + 1, n);
    const right = makeReflection(transposed(row));
    reflectColumns(part(a, j + 1, n, j + 1, n), row, right.factor);
    above[j] = right.result;
    rightFactors[j] = right.factor;
  }
  const ut = identityView(n);
  const vt = identityView(n);
  for (let j = Math.floor((n - 1) / panelColumns) * panelColumns; j >= 0; j -= panelColumns) {
    const end = Math.min(j + panelColumns, n);
    const left = joinReflections(part(a, j, n, j, end), leftFactors.subarray(j, end));
    reflectByBlock(left, transposed(part(ut, j, n, j, n)), false);
    const last = Math.min(end, n - 1);
    if (last <= j) continue;
    const right = joinReflections(transposed(part(a, j, last, j + 1, n)), rightFactors.subarray(j, last));
    reflectByBlock(right, transposed(part(vt, j + 1, n, j + 1, n)), false);
  }
  return { diagonal, above, ut: ut.data, vt: vt.data };
}

function identityView(n: number): View {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = 1;
  return { data, offset: 0, rows: n, columns: n, rowStride: n, columnStride: 1 };
}
