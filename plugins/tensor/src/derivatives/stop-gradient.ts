import { stoppedPrimitive, tensor } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Operand, Tensor } from "../graph/tensor.js";

/**
 * The same value, which derivatives take as a constant.
 *
 * @example
 * grad((x: Tensor) => multiply(stopGradient(x), x))(3).data; // [3]
 */
export function stopGradient(x: Operand): Tensor {
  const of = tensor(x);
  return node(stoppedPrimitive, [of], {}, of);
}
