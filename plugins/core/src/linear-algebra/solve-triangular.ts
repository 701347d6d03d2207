import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { asSquare, copyRightSide } from "./arguments.js";
import { substituteBackward, substituteForward } from "./substitute.js";
import { columnView, transposed, type View, view } from "./view.js";

/**
 * `x` with `L x = b`, or `Lᵀ x = b` for `transpose`, for a triangular matrix of shape [n, n], lower unless `lower` is
 * false, and b of shape [n] or [n, m]. The other triangle is not read.
 *
 * @example
 * solveTriangular([[2, 0], [1, 2]], [2, 5]).data; // [1, 2]
 * solveTriangular([[2, 0], [1, 2]], [4, 4], { transpose: true }).data; // [1, 2]
 *
 * @throws NumericError SINGULAR where a diagonal entry is 0
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 */
export function solveTriangular(
  L: ArrayInput,
  b: ArrayInput,
  options: { lower?: boolean; transpose?: boolean } = {},
): NDArray {
  const { lower = true, transpose = false } = options;
  const matrix = asSquare(L, "solveTriangular: L");
  const x = copyRightSide("solveTriangular", b, matrix);
  checkDiagonal(matrix);
  const triangle = transpose ? transposed(view(matrix)) : view(matrix);
  const substitute = lower !== transpose ? substituteForward : substituteBackward;
  substitute(triangle, rightSideView(x));
  return x;
}

/** A right-hand side as a matrix, its vector as one column. */
export function rightSideView(b: NDArray): View {
  return b.rank === 1 ? columnView(b.data) : view(b);
}

function checkDiagonal({ data, shape }: NDArray): void {
  const n = shape[0]!;
  for (let i = 0; i < n; i++) {
    if (data[i * (n + 1)] !== 0) continue;
    throw new NumericError(
      "SINGULAR",
      `solveTriangular: the diagonal entry of row ${i} is 0, so there is no unique solution. Check the matrix.`,
    );
  }
}
