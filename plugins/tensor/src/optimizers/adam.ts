import { checkNumber, checkOptions, checkPositive } from "@mesoscope/sdk";
import { fill } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, multiply, subtract } from "../primitives/arithmetic.js";
import { sqrt, tanh } from "../primitives/functions.js";
import { Optimizer, type OptimizerOptions, type Rule } from "./optimizer.js";

export interface AdamOptions extends OptimizerOptions {
  /** How much of the gradient's running mean stays in a step; 0.9. */
  readonly meanMemory?: number;
  /** How much of the running mean of its square stays; 0.999. */
  readonly squareMemory?: number;
  /** Added to the root of that mean; 1e-8. */
  readonly epsilon?: number;
}

export const adamOptions = ["learningRate", "clip", "meanMemory", "squareMemory", "epsilon"];

/**
 * Steps along the gradient's running mean, divided by its running size. The learning rate is 0.001 unless given.
 *
 * @example
 * String(adam({ learningRate: 0.01 })); // "adam({ learningRate: 0.01 })"
 *
 * @throws ValueError BAD_OPTION
 * @see Kingma & Ba, ICLR (2015), algorithm 1
 */
export function adam(options: AdamOptions = {}): Optimizer {
  checkOptions("adam", options, adamOptions);
  return new Optimizer("adam", options, options.learningRate ?? 1e-3, adamRule("adam", options));
}

export function adamRule(owner: string, options: AdamOptions): Rule {
  const { meanMemory = 0.9, squareMemory = 0.999, epsilon = 1e-8 } = options;
  checkMemory(owner, "meanMemory", meanMemory);
  checkMemory(owner, "squareMemory", squareMemory);
  checkPositive(owner, "epsilon", epsilon);
  return {
    moments: ["mean", "square"],
    move({ parameters, gradient, moments: [oldMean, oldSquare] }, rate, count) {
      const mean = runningMean(oldMean!, gradient, meanMemory);
      const square = runningMean(oldSquare!, multiply(gradient, gradient), squareMemory);
      // Both corrections in scalars, so that the tensors are gone through as seldom as can be.
      const spread = sqrt(seenShare(squareMemory, count));
      const scale = divide(multiply(rate, spread), seenShare(meanMemory, count));
      const size = add(sqrt(square), multiply(epsilon, spread));
      return { parameters: subtract(parameters, multiply(scale, divide(mean, size))), moments: [mean, square] };
    },
  };
}

export function runningMean(before: Tensor, now: Tensor, memory: number): Tensor {
  return add(multiply(memory, before), multiply(1 - memory, now));
}

export function checkMemory(owner: string, name: string, value: unknown): void {
  checkNumber(owner, name, value, "a number from 0 to below 1", (memory) => memory >= 0 && memory < 1);
}

/** `1 − memory^count`, by a formula that loses no digits in 32 bits: with `q = memory^count`, `tanh(−log(q)/2) = (1 − q)/(1 + q)`. */
function seenShare(memory: number, count: Tensor): Tensor {
  if (memory === 0) return fill(1);
  const ratio = tanh(multiply(-Math.log(memory) / 2, count));
  return divide(multiply(2, ratio), add(1, ratio));
}
