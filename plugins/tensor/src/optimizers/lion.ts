import { checkOptions } from "@mesoscope/sdk";
import { multiply, subtract } from "../primitives/arithmetic.js";
import { sign } from "../primitives/functions.js";
import { checkWeightDecay, shrunk } from "./adam-w.js";
import { checkMemory, decayingSum } from "./decaying-sum.js";
import { Optimizer, type OptimizerOptions } from "./optimizer.js";

export interface LionOptions extends OptimizerOptions {
  /** How much of the running mean counts in a step, beside the gradient; 0.9. */
  readonly stepMemory?: number;
  /** How much of the running mean stays in a step; 0.99. */
  readonly meanMemory?: number;
  /** How much of every parameter goes in a step, times the learning rate; 0. */
  readonly weightDecay?: number;
}

/**
 * Steps of one length in every parameter, by the sign of the gradient's running mean: half the memory of Adam. The
 * learning rate is 0.0001 unless given, and should be a third to a tenth of Adam's.
 *
 * @example
 * String(lion({ learningRate: 3e-4 })); // "lion({ learningRate: 0.0003 })"
 *
 * @throws ValueError BAD_OPTION
 * @see Chen et al., NeurIPS (2023), algorithm 2
 */
export function lion(options: LionOptions = {}): Optimizer {
  checkOptions("lion", options, ["learningRate", "clip", "stepMemory", "meanMemory", "weightDecay"]);
  const { learningRate = 1e-4, stepMemory = 0.9, meanMemory = 0.99, weightDecay = 0 } = options;
  checkMemory("lion", "stepMemory", stepMemory);
  checkMemory("lion", "meanMemory", meanMemory);
  checkWeightDecay("lion", weightDecay);
  // The sign leaves the scale free: that of the gradient, with the sum in place of the mean.
  const share = (stepMemory * (1 - meanMemory)) / (1 - stepMemory);
  return new Optimizer("lion", options, learningRate, {
    moments: ["gradients"],
    move({ parameters, gradient, moments: [before] }, rate) {
      const move = multiply(rate, sign(decayingSum(before!, gradient, share)));
      return {
        parameters: subtract(shrunk(parameters, rate, weightDecay), move),
        moments: [decayingSum(before!, gradient, meanMemory)],
      };
    },
  });
}
