import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { asSparse } from "./make-sparse.js";
import type { SparseMatrix } from "./sparse-matrix.js";

/** Roughly `A⁻¹ r` for a residual r, cheaply. */
export type Preconditioner = (residual: Float64Array) => Float64Array;

/**
 * Division by the diagonal of a matrix: the simplest preconditioner for `conjugateGradients`.
 *
 * @example
 * jacobi([[4, 1], [1, 2]])(Float64Array.of(4, 4)); // [1, 2]
 *
 * @throws NumericError SINGULAR where a diagonal entry is 0
 */
export function jacobi(A: ArrayInput | SparseMatrix): Preconditioner {
  const { data } = asSparse(A).diagonal();
  const zero = data.indexOf(0);
  if (zero < 0) return (residual) => residual.map((value, i) => value / data[i]!);
  throw new NumericError(
    "SINGULAR",
    `jacobi: the diagonal entry of row ${zero} is 0, which cannot be divided by. Order the rows, or use none.`,
  );
}

const shifts = [0, 1e-3, 1e-2, 1e-1, 1, 10];

/**
 * A Cholesky factor with entries only where the lower triangle of A has some, as a preconditioner for
 * `conjugateGradients`; where it breaks down, the diagonal is raised until it does not.
 *
 * @example
 * const apply = incompleteCholesky([[4, 2], [2, 5]]);
 * allClose(apply(Float64Array.of(8, 12)), [1, 2]); // true
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE where a diagonal entry is not above 0
 * @see Manteuffel, An incomplete factorization technique for positive definite linear systems, Math. Comp. 34 (1980) 473
 */
export function incompleteCholesky(A: ArrayInput | SparseMatrix): Preconditioner {
  const lower = lowerTriangle(asSparse(A));
  for (const shift of shifts) {
    const factor = factorWithin(lower, shift);
    if (factor) return (residual) => solveBoth(lower, factor, residual);
  }
  const bad = lower.values.findIndex((value, k) => isDiagonal(lower, k) && !(value > 0));
  throw new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `incompleteCholesky: the diagonal has ${lower.values[bad]}, or lacks an entry. Give a positive-definite matrix.`,
  );
}

/** The lower triangle by rows, each row ending with its diagonal entry. */
interface Lower {
  readonly rows: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

function lowerTriangle(A: SparseMatrix): Lower {
  const starts = new Int32Array(A.shape[0] + 1);
  const kept: number[] = [];
  for (let i = 0; i < A.shape[0]; i++) {
    for (let k = A.rowStarts[i]!; k < A.rowStarts[i + 1]!; k++) if (A.columns[k]! <= i) kept.push(k);
    starts[i + 1] = kept.length;
  }
  const columns = Int32Array.from(kept, (k) => A.columns[k]!);
  return { rows: A.shape[0], starts, columns, values: Float64Array.from(kept, (k) => A.values[k]!) };
}

function isDiagonal({ starts, columns }: Lower, k: number): boolean {
  const row = columns[k]!;
  return starts[row + 1] === k + 1;
}

/** The values of the factor, in the places of the triangle; `undefined` where a pivot is not above 0. */
function factorWithin({ rows, starts, columns, values }: Lower, shift: number): Float64Array | undefined {
  const factor = values.slice();
  for (let i = 0; i < rows; i++) {
    const end = starts[i + 1]! - 1;
    if (end < starts[i]! || columns[end] !== i) return undefined;
    for (let k = starts[i]!; k <= end; k++) {
      const j = columns[k]!;
      const other = starts[j + 1]! - 1;
      let value = factor[k]! * (k === end ? 1 + shift : 1);
      let p = starts[i]!;
      let q = starts[j]!;
      while (p < k && q < other) {
        if (columns[p] === columns[q]) value -= factor[p++]! * factor[q++]!;
        else if (columns[p]! < columns[q]!) p++;
        else q++;
      }
      if (k < end) factor[k] = value / factor[other]!;
      else if (value > 0 && value < Infinity) factor[k] = Math.sqrt(value);
      else return undefined;
    }
  }
  return factor;
}

function solveBoth({ rows, starts, columns }: Lower, factor: Float64Array, right: Float64Array): Float64Array {
  const x = right.slice();
  for (let i = 0; i < rows; i++) {
    const end = starts[i + 1]! - 1;
    for (let k = starts[i]!; k < end; k++) x[i]! -= factor[k]! * x[columns[k]!]!;
    x[i]! /= factor[end]!;
  }
  for (let i = rows - 1; i >= 0; i--) {
    const end = starts[i + 1]! - 1;
    x[i]! /= factor[end]!;
    for (let k = starts[i]!; k < end; k++) x[columns[k]!]! -= factor[k]! * x[i]!;
  }
  return x;
}
