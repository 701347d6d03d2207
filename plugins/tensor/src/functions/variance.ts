import type { Operand, Tensor } from "../graph/tensor.js";
import { add, divide, square, subtract } from "../primitives/arithmetic.js";
import { cast } from "../primitives/comparison.js";
import { sqrt } from "../primitives/functions.js";
import { reshape } from "../primitives/rearrange.js";
import { keptShape, mean, reducedAxes } from "../primitives/reduction.js";

/**
 * The mean squared difference from the mean over axes, which are left out of the result; over all of them unless given.
 * It is divided by the number of entries, not by one less.
 *
 * @example
 * evaluate(() => variance([[1, 3], [2, 2]], 1)).data; // [1, 0]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function variance(x: Operand, axes?: number | readonly number[]): Tensor {
  const of = cast(x, "real");
  const over = reducedAxes("variance", of, axes);
  return mean(square(centred(of, over)), over);
}

/**
 * The square root of `variance`; where that is 0, its derivative is not finite.
 *
 * @example
 * evaluate(() => standardDeviation([1, 3])).data; // [1]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function standardDeviation(x: Operand, axes?: number | readonly number[]): Tensor {
  return sqrt(variance(x, axes));
}

/**
 * The entries less their mean, divided by their standard deviation over axes, the last unless given: layer
 * normalization without its scale and shift.
 *
 * @param epsilon added to the variance, in the unit of x squared
 *
 * @example
 * evaluate(() => standardize([[1, 3], [2, 6]], 1, 0)).data; // [-1, 1, -1, 1]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 * @see Ba, Kiros & Hinton, Layer normalization (2016), equation 3
 */
export function standardize(x: Operand, axes: number | readonly number[] = -1, epsilon = 1e-5): Tensor {
  const of = cast(x, "real");
  const over = reducedAxes("standardize", of, axes);
  const difference = centred(of, over);
  const spread = mean(square(difference), over);
  return divide(difference, sqrt(add(reshape(spread, keptShape(of.shape, over)), epsilon)));
}

function centred(x: Tensor, axes: readonly number[]): Tensor {
  return subtract(x, reshape(mean(x, axes), keptShape(x.shape, axes)));
}
