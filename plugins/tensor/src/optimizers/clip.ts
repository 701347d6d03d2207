import { checkPositive } from "@mesoscope/sdk";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, largerOf, multiply, smallerOf } from "../primitives/arithmetic.js";
import { sqrt } from "../primitives/functions.js";
import { sum } from "../primitives/reduction.js";

/** Shortens the gradient of all parameters, given as its tensors. */
export type Clip = (gradients: readonly Tensor[]) => readonly Tensor[];

/**
 * Shortens the gradient of all parameters together to at most `largest`, and keeps its direction.
 *
 * @example
 * evaluate((g: Tensor) => clipByNorm(1)([g])[0], [3, 4]).data; // [0.6000000000000001, 0.8]
 *
 * @throws ValueError BAD_OPTION
 * @see Pascanu, Mikolov & Bengio, ICML (2013), algorithm 1
 */
export function clipByNorm(largest: number): Clip {
  checkPositive("clipByNorm", "largest", largest);
  return (gradients) => {
    const norm = sqrt(gradients.map((gradient) => sum(multiply(gradient, gradient))).reduce((a, b) => add(a, b)));
    const scale = divide(largest, largerOf(norm, largest));
    return gradients.map((gradient) => multiply(gradient, scale));
  };
}

/**
 * Brings every entry of the gradient between `-largest` and `largest`.
 *
 * @example
 * evaluate((g: Tensor) => clipByValue(1)([g])[0], [-3, 0.5]).data; // [-1, 0.5]
 *
 * @throws ValueError BAD_OPTION
 */
export function clipByValue(largest: number): Clip {
  checkPositive("clipByValue", "largest", largest);
  return (gradients) => gradients.map((gradient) => largerOf(smallerOf(gradient, largest), -largest));
}
