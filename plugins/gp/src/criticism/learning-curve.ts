import { negativeLogPredictiveDensity, type RandomStream, rootMeanSquareError } from "@mesoscope/core";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";

/** How well a part of the rows predicts the others. */
export interface LearningPoint {
  readonly rows: number;
  /** In the unit of the target. */
  readonly rootMeanSquareError: number;
  readonly negativeLogPredictiveDensity: number;
}

const shares = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];
const repetitions = 4;

/** Errors of random parts of the rows on those left over, each the mean of four draws. */
export function learningCurve(
  model: GaussianProcessModel,
  measured: readonly number[],
  stream: RandomStream,
): LearningPoint[] {
  const sizes = [...new Set(shares.map((share) => Math.round(share * measured.length)))];
  return sizes
    .filter((size) => size >= 1 && size < measured.length)
    .map((size) => {
      const scores = Array.from({ length: repetitions }, () => score(model, measured, size, stream));
      const mean = (part: 0 | 1) => scores.reduce((total, found) => total + found[part], 0) / repetitions;
      return { rows: size, rootMeanSquareError: mean(0), negativeLogPredictiveDensity: mean(1) };
    });
}

function score(
  model: GaussianProcessModel,
  measured: readonly number[],
  size: number,
  stream: RandomStream,
): [error: number, density: number] {
  const order = Array.from(stream.permutation(measured.length), (k) => measured[k]);
  const rest = order.slice(size);
  const predictive = model.withRows(order.slice(0, size)).predictive(model.data.X.take(rest));
  const truth = model.data.y.take(rest);
  return [rootMeanSquareError(truth, predictive.mean), negativeLogPredictiveDensity(truth, predictive)];
}
