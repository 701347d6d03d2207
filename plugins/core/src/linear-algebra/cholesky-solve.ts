import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { layerFor } from "../backend/choice.js";
import { asSquare, copyRightSide } from "./arguments.js";
import { referenceInverse } from "./reference-inverse.js";
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
  const result = new NDArray(factor.data.slice(), [n, n]);
  const layer = layerFor(n ** 3 / 3);
  if (layer) layer.invert(result.data, n);
  else referenceInverse(result.data, n);
  mirrorLower(result.data, n);
  return result;
}

const tile = 32;

/** Copies the lower triangle to the upper one, tile by tile for the sake of the cache. */
function mirrorLower(a: Float64Array, n: number): void {
  for (let top = 0; top < n; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      for (let i = top; i < Math.min(top + tile, n); i++) {
        for (let j = left; j < Math.min(left + tile, i); j++) a[j * n + i] = a[i * n + j]!;
      }
    }
  }
}
