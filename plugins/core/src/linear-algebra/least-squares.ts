import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { copyRightSide } from "./arguments.js";
import { checkFinite } from "./magnitude.js";
import { matmul } from "./matmul.js";
import { svd } from "./svd.js";

export interface LeastSquaresSolution {
  /** Of shape [n], or [n, k] for k right-hand sides. */
  readonly x: NDArray;
  /** How many columns of A are independent, apart from rounding. */
  readonly rank: number;
  /** Descending, of shape [min(m, n)]. */
  readonly singularValues: NDArray;
}

/**
 * `x` that makes `|A x - b|` least, for A of shape [m, n] and b of shape [m] or [m, k]; of all such x, the shortest.
 *
 * @example
 * const line = leastSquares([[1, 0], [1, 1], [1, 2]], [1, 3, 5]);
 * allClose(line.x, [1, 2]); // true
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_FINITE
 */
export function leastSquares(A: ArrayInput, b: ArrayInput): LeastSquaresSolution {
  const matrix = asMatrix(A, "leastSquares: A");
  checkFinite("leastSquares", matrix);
  const right = copyRightSide("leastSquares", b, matrix);
  const { u, singularValues, vt } = svd(matrix);
  const smallest = Number.EPSILON * Math.max(...matrix.shape) * (singularValues.data[0] ?? 0);
  const rank = singularValues.data.filter((value) => value > smallest).length;
  const columns = right.rank === 1 ? right.reshape([right.size, 1]) : right;
  const scaled = matmul(u.transpose().slice(0, rank), columns);
  const width = columns.shape[1]!;
  const coordinates = new NDArray(
    scaled.data.map((value, at) => value / singularValues.data[Math.floor(at / width)]!),
    scaled.shape,
  );
  const x = matmul(vt.slice(0, rank).transpose(), coordinates);
  return { x: right.rank === 1 ? x.reshape([x.size]) : x, rank, singularValues };
}
