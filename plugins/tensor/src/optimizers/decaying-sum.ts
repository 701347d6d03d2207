import { checkNumber } from "@mesoscope/sdk";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, multiply } from "../primitives/arithmetic.js";
import { tanh } from "../primitives/functions.js";

/**
 * A sum that forgets: with weights `1, memory, memory², …` back in time. As a mean it would take one more pass through
 * the parameters, for a factor that can as well go into a single number.
 */
export function decayingSum(before: Tensor, now: Tensor, memory: number): Tensor {
  return add(multiply(memory, before), now);
}

/**
 * The sum of the weights after `count` terms, `(1 − memory^count)/(1 − memory)`, by a formula that loses no digits in
 * 32 bits: with `q = memory^count`, `tanh(−log(q)/2) = (1 − q)/(1 + q)`.
 */
export function weightOf(memory: number, count: Tensor): Tensor {
  const ratio = tanh(multiply(-Math.log(memory) / 2, count));
  return divide(multiply(2 / (1 - memory), ratio), add(1, ratio));
}

export function checkMemory(owner: string, name: string, value: unknown): void {
  checkNumber(owner, name, value, "a number between 0 and 1", (memory) => memory > 0 && memory < 1);
}
