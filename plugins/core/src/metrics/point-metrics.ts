import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { pairwiseSum } from "../arrays/pairwise-sum.js";
import { mean } from "../arrays/reduce.js";
import { checkSameShape } from "../arrays/shape.js";

/**
 * The square root of the mean squared error, in the unit of y.
 *
 * @example
 * rootMeanSquareError([1, 2, 3], [1, 2, 5]).toFixed(4); // "1.1547"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError EMPTY
 */
export function rootMeanSquareError(y: ArrayInput, predicted: ArrayInput): number {
  return Math.sqrt(mean(errors("rootMeanSquareError", y, predicted).map((error) => error * error)));
}

/**
 * The mean of the absolute errors, in the unit of y.
 *
 * @example
 * meanAbsoluteError([1, 2, 3], [1, 2, 6]); // 1
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError EMPTY
 */
export function meanAbsoluteError(y: ArrayInput, predicted: ArrayInput): number {
  return mean(errors("meanAbsoluteError", y, predicted).map(Math.abs));
}

/**
 * The share of the variance of y that the predictions explain: 1 for perfect ones, 0 for those no better than the mean;
 * NaN where y does not vary.
 *
 * @example
 * coefficientOfDetermination([1, 2, 3], [1, 2, 3]); // 1
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError EMPTY
 */
export function coefficientOfDetermination(y: ArrayInput, predicted: ArrayInput): number {
  const remaining = pairwiseSum(errors("coefficientOfDetermination", y, predicted).data.map((error) => error * error));
  const center = mean(y);
  const total = pairwiseSum(asVector(y).data.map((value) => (value - center) ** 2));
  return total === 0 ? Number.NaN : 1 - remaining / total;
}

function errors(name: string, y: ArrayInput, predicted: ArrayInput): NDArray {
  const targets = asVector(y, `${name}: y`);
  const guesses = asVector(predicted, `${name}: predicted`);
  checkSameShape(name, targets.shape, guesses.shape);
  if (targets.size === 0) throw new ValueError("EMPTY", `${name}: there are no targets to compare. Give at least one.`);
  return targets.map((value, i) => guesses.data[i]! - value);
}
