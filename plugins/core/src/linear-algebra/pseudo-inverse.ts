import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { checkFinite } from "./magnitude.js";
import { matmul } from "./matmul.js";
import { svd } from "./svd.js";

export interface RankOptions {
  /** Singular values up to this share of the largest count as 0; rounding error, 2⁻⁵² · max(m, n), unless given. */
  readonly tolerance?: number;
}

/**
 * The Moore–Penrose inverse of a matrix of shape [m, n], of shape [n, m]: `A⁺ b` is the shortest least-squares solution.
 *
 * @example
 * allClose(pseudoInverse([[2, 0], [0, 0]]), [[0.5, 0], [0, 0]]); // true
 *
 * @throws ValueError NOT_FINITE, BAD_OPTION
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 5.5.2
 */
export function pseudoInverse(A: ArrayInput, options: RankOptions = {}): NDArray {
  const matrix = asMatrix(A, "pseudoInverse: A");
  checkFinite("pseudoInverse", matrix);
  const { u, singularValues, vt } = svd(matrix);
  const rank = rankOf("pseudoInverse", singularValues.data, matrix.shape, options);
  const columns = u.transpose().slice(0, rank);
  const scaled = columns.map((value, at) => value / singularValues.data[Math.floor(at / matrix.shape[0]!)]!);
  return matmul(vt.slice(0, rank).transpose(), scaled);
}

/**
 * How many rows, and as many columns, of a matrix are independent, apart from rounding.
 *
 * @example
 * matrixRank([[1, 2], [2, 4]]); // 1
 *
 * @throws ValueError NOT_FINITE, BAD_OPTION
 */
export function matrixRank(A: ArrayInput, options: RankOptions = {}): number {
  const matrix = asMatrix(A, "matrixRank: A");
  checkFinite("matrixRank", matrix);
  return rankOf("matrixRank", svd(matrix).singularValues.data, matrix.shape, options);
}

/**
 * The largest singular value over the smallest: how much a relative error may grow when equations are solved. Infinity
 * for a singular matrix.
 *
 * @example
 * conditionNumber([[2, 0], [0, 0.5]]); // 4
 *
 * @throws ValueError NOT_FINITE, EMPTY
 */
export function conditionNumber(A: ArrayInput): number {
  const matrix = asMatrix(A, "conditionNumber: A");
  checkFinite("conditionNumber", matrix);
  const { data } = svd(matrix).singularValues;
  if (data.length > 0) return data[0]! / data.at(-1)! || Infinity;
  throw new ValueError("EMPTY", "conditionNumber: the matrix has no entries. Give at least one row and one column.");
}

function rankOf(name: string, singularValues: Float64Array, shape: readonly number[], options: RankOptions): number {
  checkOptions(name, options, ["tolerance"]);
  const { tolerance = Number.EPSILON * Math.max(...shape) } = options;
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new ValueError(
      "BAD_OPTION",
      `${name}: tolerance is ${tolerance}. Give a share of the largest singular value, 0 to 1.`,
    );
  }
  return singularValues.filter((value) => value > tolerance * singularValues[0]!).length;
}
