import { checkNumber, checkOptions } from "@mesoscope/sdk";
import { multiply, subtract } from "../primitives/arithmetic.js";
import { decayingSum } from "./decaying-sum.js";
import { Optimizer, type OptimizerOptions } from "./optimizer.js";

export interface SgdOptions extends OptimizerOptions {
  /** How much of the last step goes on: from 0 to below 1; 0. */
  readonly momentum?: number;
  /** Whether to look at the gradient ahead, where the momentum will lead; false. */
  readonly nesterov?: boolean;
}

/**
 * Steps down the gradient, with momentum where given: `v ← momentum · v + g`, `x ← x − learningRate · v`. The learning
 * rate is 0.01 unless given.
 *
 * @example
 * String(sgd({ learningRate: 0.1, momentum: 0.9 })); // "sgd({ learningRate: 0.1, momentum: 0.9 })"
 *
 * @throws ValueError BAD_OPTION
 * @see Sutskever et al., ICML (2013); with the sign and scale of PyTorch's SGD
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  checkOptions("sgd", options, ["learningRate", "momentum", "nesterov", "clip"]);
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  checkNumber("sgd", "momentum", momentum, "a number from 0 to below 1", (value) => value >= 0 && value < 1);
  return new Optimizer("sgd", options, learningRate, {
    moments: momentum > 0 ? ["velocity"] : [],
    move({ parameters, gradient, moments: [before] }, rate) {
      const velocity = before && decayingSum(before, gradient, momentum);
      const ahead = velocity && nesterov ? decayingSum(velocity, gradient, momentum) : (velocity ?? gradient);
      return { parameters: subtract(parameters, multiply(rate, ahead)), moments: velocity ? [velocity] : [] };
    },
  });
}
