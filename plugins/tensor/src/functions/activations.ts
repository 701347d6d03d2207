import type { Operand, Tensor } from "../graph/tensor.js";
import { add, largerOf, multiply, negative, subtract } from "../primitives/arithmetic.js";
import { cast, greater, where } from "../primitives/comparison.js";
import { erf, exp, log, sigmoid } from "../primitives/functions.js";

/**
 * `max(0, x)`, entry by entry; at 0 its derivative is 0.
 *
 * @example
 * evaluate(() => relu([-1, 2])).data; // [0, 2]
 */
export function relu(x: Operand): Tensor {
  return largerOf(0, x);
}

/**
 * `log(1 + eˣ)`, entry by entry, which does not overflow; its absolute error is that of the numbers, so below about -36
 * it is 0.
 *
 * @example
 * evaluate(() => softplus([0, 1000])).data; // [0.6931471805599453, 1000]
 */
export function softplus(x: Operand): Tensor {
  const of = cast(x, "real");
  const isAbove = greater(of, 0);
  // Not |x| and max(0, x): at 0 their derivatives would not add up to those of the whole.
  const below = where(isAbove, negative(of), of);
  return add(where(isAbove, of, 0), log(add(1, exp(below))));
}

/**
 * `log(1 / (1 + e⁻ˣ))`, entry by entry, which does not overflow.
 *
 * @example
 * evaluate(() => logSigmoid([0, -1000])).data; // [-0.6931471805599453, -1000]
 */
export function logSigmoid(x: Operand): Tensor {
  return negative(softplus(negative(x)));
}

/**
 * `x / (1 + e⁻ˣ)`, entry by entry, also known as swish.
 *
 * @example
 * evaluate(() => silu([0, 2])).data; // [0, 1.7615941559557646]
 *
 * @see Elfwing, Uchibe & Doya, Neural Networks 107 (2018) 3, equation 12
 */
export function silu(x: Operand): Tensor {
  const of = cast(x, "real");
  return multiply(of, sigmoid(of));
}

/**
 * `x Φ(x)`, entry by entry, with the distribution function Φ of the normal distribution by the error function.
 *
 * @example
 * evaluate(() => gelu([0, 1])).data; // [0, 0.841344746068543]
 *
 * @see Hendrycks & Gimpel, Gaussian error linear units (2016), section 2
 */
export function gelu(x: Operand): Tensor {
  const of = cast(x, "real");
  return multiply(of, multiply(0.5, add(1, erf(multiply(Math.SQRT1_2, of)))));
}

/**
 * `x` above 0 and `scale (eˣ - 1)` below, entry by entry.
 *
 * @example
 * evaluate(() => elu([-1, 2])).data; // [-0.6321205588285577, 2]
 *
 * @see Clevert, Unterthiner & Hochreiter, Fast and accurate deep network learning (2016), equation 15
 */
export function elu(x: Operand, scale = 1): Tensor {
  const of = cast(x, "real");
  const isAbove = greater(of, 0);
  return where(isAbove, of, multiply(scale, subtract(exp(where(isAbove, 0, of)), 1)));
}
