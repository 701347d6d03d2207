import { add, multiply, negative, type Operand, stopGradient, subtract, type Tensor, tensor } from "@mesoscope/tensor";

/**
 * The same value, through which gradients pass with the opposite sign and `strength` times as long: what comes before is
 * trained against what comes after.
 *
 * @param strength a number, or a tensor that grows with the steps
 *
 * @example
 * import { grad, sum } from "@mesoscope/tensor";
 *
 * grad((x) => sum(reverseGradient(x, 0.5)))([1, 2]).data; // [-0.5, -0.5]
 *
 * @see Ganin et al., Domain-adversarial training of neural networks, JMLR 17 (2016), equations 16 and 17
 */
export function reverseGradient(x: Operand, strength: Operand = 1): Tensor {
  const value = tensor(x);
  const against = negative(multiply(stopGradient(strength), value));
  // The difference is exactly 0, so that the value is exactly that of x.
  return add(stopGradient(value), subtract(against, stopGradient(against)));
}
