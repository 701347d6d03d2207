import { fill } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { pushForward } from "./push-forward.js";

/**
 * The derivative, entry by entry, of a tensor with respect to one that it was made of, both of the trace under way; for
 * values that exist already, where `derivative` takes the function that makes them.
 *
 * @example
 * evaluate((x: Tensor) => derivativeOf(tanh(x), x), [0, 0.5]).data; // [1, 0.7864477329659274]
 */
export function derivativeOf(value: Tensor, argument: Tensor): Tensor {
  return pushForward([argument], [fill(1, argument.shape)], [value])[0]!;
}
