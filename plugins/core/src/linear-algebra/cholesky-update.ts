import { NumericError, ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { asSquare } from "./arguments.js";

/**
 * The factor of `L Lᵀ + v vᵀ`, from the factor L of `cholesky` and v of shape [n], in the order of n² operations.
 *
 * @example
 * const L = choleskyUpdate(cholesky([[4, 2], [2, 5]]), [1, 1]);
 * allClose(matmul(L, L.transpose()), [[5, 3], [3, 6]]); // true
 *
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 * @throws NumericError NOT_FINITE
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 6.5.4
 */
export function choleskyUpdate(L: ArrayInput, v: ArrayInput): NDArray {
  return updated("choleskyUpdate", L, v, 1);
}

/**
 * The factor of `L Lᵀ - v vᵀ`, from the factor L of `cholesky` and v of shape [n], in the order of n² operations.
 *
 * @example
 * const L = choleskyDowndate(cholesky([[5, 3], [3, 6]]), [1, 1]);
 * allClose(matmul(L, L.transpose()), [[4, 2], [2, 5]]); // true
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE where the difference is not positive definite, with the row; NOT_FINITE
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 * @see Bojanczyk et al., A note on downdating the Cholesky factorization, SIAM J. Sci. Stat. Comput. 8 (1987) 210
 */
export function choleskyDowndate(L: ArrayInput, v: ArrayInput): NDArray {
  return updated("choleskyDowndate", L, v, -1);
}

function updated(name: string, L: ArrayInput, v: ArrayInput, sign: 1 | -1): NDArray {
  const given = asSquare(L, `${name}: L`);
  const n = given.shape[0]!;
  const factor = given.data.slice();
  const rest = asVector(v, `${name}: v`).data.slice();
  if (rest.length !== n) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: L has ${n} rows but v has ${rest.length} entries. Give one per row.`,
    );
  }
  for (let k = 0; k < n; k++) {
    const old = factor[k * (n + 1)]!;
    const square = (old - rest[k]!) * (old + rest[k]!);
    const pivot = sign > 0 ? Math.hypot(old, rest[k]!) : Math.sqrt(square);
    if (!(pivot > 0 && pivot < Infinity)) throw failed(name, k, old, rest[k]!);
    const c = pivot / old;
    const s = rest[k]! / old;
    factor[k * (n + 1)] = pivot;
    for (let i = k + 1; i < n; i++) {
      const changed = (factor[i * n + k]! + sign * s * rest[i]!) / c;
      factor[i * n + k] = changed;
      rest[i] = c * rest[i]! - s * changed;
    }
  }
  return new NDArray(factor, [n, n]);
}

function failed(name: string, row: number, old: number, entry: number): NumericError {
  if (Number.isFinite(entry) && old > 0 && old < Infinity) {
    return new NumericError(
      "NOT_POSITIVE_DEFINITE",
      `${name}: the pivot of row ${row} falls from ${old.toPrecision(4)} to nothing. Take away less, or factor anew.`,
    );
  }
  return new NumericError(
    "NOT_FINITE",
    `${name}: row ${row} meets ${entry} in v and ${old} on the diagonal of L. Give finite numbers and a factor of cholesky.`,
  );
}
