import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { add, divide, multiply, subtract } from "../primitives/arithmetic.js";
import { sqrt } from "../primitives/functions.js";
import { checkMemory, decayingSum, weightOf } from "./decaying-sum.js";
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
    moments: ["gradients", "squares"],
    move({ parameters, gradient, moments }, rate, count) {
      const gradients = decayingSum(moments[0]!, gradient, meanMemory);
      const squares = decayingSum(moments[1]!, multiply(gradient, gradient), squareMemory);
      // Both corrections in single numbers, so that the parameters are gone through as seldom as can be.
      const spread = sqrt(weightOf(squareMemory, count));
      const scale = divide(multiply(rate, spread), weightOf(meanMemory, count));
      const size = add(sqrt(squares), multiply(epsilon, spread));
      return {
        parameters: subtract(parameters, multiply(scale, divide(gradients, size))),
        moments: [gradients, squares],
      };
    },
  };
}
