import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { withDefiniteMatrix } from "../backend/definite-matrix.js";
import { asSquare, copyRightSide } from "./arguments.js";
import { copyLower, mirrorLower } from "./lower-triangle.js";
import { rightSideView } from "./solve-triangular.js";
import { substituteBackward, substituteForward } from "./substitute.js";
import { transposed, view } from "./view.js";

/**
 * `x` with `L Lᵀ x = b`, for the factor L of `cholesky` and b of shape [n] or [n, m].
 *
 * @example
 * allClose(choleskySolve(cholesky([[4, 2], [2, 5]]), [8, 12]), [1, 2]); // true
 *
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 */
export function choleskySolve(L: ArrayInput, b: ArrayInput): NDArray {
  const factor = asSquare(L, "choleskySolve: L");
  const x = copyRightSide("choleskySolve", b, factor);
  substituteForward(view(factor), rightSideView(x));
  substituteBackward(transposed(view(factor)), rightSideView(x));
  return x;
}

/**
 * The logarithm of the determinant of `A = L Lᵀ`.
 *
 * @example
 * logDeterminant(cholesky([[Math.E, 0], [0, Math.E]])); // 2
 *
 * @throws ShapeError NOT_SQUARE
 */
export function logDeterminant(L: ArrayInput): number {
  const { data, shape } = asSquare(L, "logDeterminant: L");
  let total = 0;
  for (let i = 0; i < shape[0]!; i++) total += Math.log(data[i * (shape[0]! + 1)]!);
  return 2 * total;
}

/**
 * `A⁻¹` for `A = L Lᵀ`, symmetric to the last bit. Takes 2n³/3 operations.
 *
 * @example
 * allClose(choleskyInverse(cholesky([[4, 2], [2, 5]])), [[0.3125, -0.125], [-0.125, 0.25]]); // true
 *
 * @throws ShapeError NOT_SQUARE
 */
export function choleskyInverse(L: ArrayInput): NDArray {
  const factor = asSquare(L, "choleskyInverse: L");
  const n = factor.shape[0]!;
  return withDefiniteMatrix(n, (matrix) => {
    copyLower(matrix.data, factor.data, n);
    matrix.invert();
    const result = new Float64Array(n * n);
    copyLower(result, matrix.data, n);
    mirrorLower(result, n);
    return new NDArray(result, [n, n]);
  });
}
