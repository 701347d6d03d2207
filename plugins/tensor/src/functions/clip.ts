import type { Operand, Tensor } from "../graph/tensor.js";
import { largerOf, smallerOf } from "../primitives/arithmetic.js";

/**
 * The entry, or the nearer bound where it lies outside; there derivatives are 0.
 *
 * @example
 * evaluate(() => clip([-2, 0.5, 3], 0, 1)).data; // [0, 0.5, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function clip(x: Operand, lower: Operand, upper: Operand): Tensor {
  return smallerOf(largerOf(x, lower), upper);
}
