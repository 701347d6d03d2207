import type { Operand, Tensor } from "../graph/tensor.js";
import { square } from "../primitives/arithmetic.js";
import { cast, equal, where } from "../primitives/comparison.js";
import { sqrt } from "../primitives/functions.js";
import { sum } from "../primitives/reduction.js";

/**
 * The Euclidean length over axes, which are left out of the result; over all of them unless given. Where it is 0, its
 * derivatives are taken as 0.
 *
 * @example
 * evaluate(() => norm([[3, 4], [0, 2]], 1)).data; // [5, 2]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function norm(x: Operand, axes?: number | readonly number[]): Tensor {
  const squares = sum(square(cast(x, "real")), axes);
  const isZero = equal(squares, 0);
  return where(isZero, 0, sqrt(where(isZero, 1, squares)));
}
