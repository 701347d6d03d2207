import { abs, add, divide, mean, multiply, reshape, sqrt, square, subtract, sum, type Tensor } from "@mesoscope/tensor";
import { activate } from "../layers/activation.js";

/** Names of losses for regression. */
export type LossName = "meanSquare" | "meanAbsolute" | "relative";

/** The losses by their names. */
export const losses: Readonly<Record<LossName, (predicted: Tensor, target: Tensor) => Tensor>> = {
  meanSquare,
  meanAbsolute: (predicted, target) => mean(abs(subtract(predicted, target))),
  relative: relativeError,
};

/**
 * The mean of squared differences over all entries, as a part of a graph.
 *
 * @example
 * meanSquare(array([1, 2]), array([1, 4])).shape; // []
 */
export function meanSquare(predicted: Tensor, target: Tensor): Tensor {
  return mean(square(subtract(predicted, target)));
}

/**
 * The mean over rows of the length of the difference, divided by the length of the target: usual for operators.
 *
 * @example
 * relativeError(array([[1, 2]]), array([[1, 4]])).shape; // []
 */
export function relativeError(predicted: Tensor, target: Tensor): Tensor {
  const lengths = (x: Tensor) => sqrt(add(1e-12, sum(reshape(square(x), [x.shape[0], -1]), 1)));
  return mean(divide(lengths(subtract(predicted, target)), lengths(target)));
}

/**
 * The mean of the negative log-likelihood of targets 0 or 1, from logits, the logarithms of the odds: for segmentation and
 * classification into two.
 *
 * @example
 * binaryCrossEntropy(array([2, -2]), array([1, 0])).shape; // []
 */
export function binaryCrossEntropy(logits: Tensor, target: Tensor): Tensor {
  return mean(subtract(activate("softplus", logits), multiply(target, logits)));
}
