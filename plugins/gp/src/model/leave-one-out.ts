import { choleskyInverse, NDArray } from "@mesoscope/core";
import type { Posterior } from "../fit/posterior.js";

/** Predictions of every target from all others, each of shape [n]. */
export interface LeaveOneOut {
  readonly mean: NDArray;
  /** Of the target, noise included. */
  readonly std: NDArray;
  /** Target less mean; for a censored target, bound less mean. */
  readonly residual: NDArray;
  /** Log density of the target; for a censored target, log probability that it lies beyond its bound. */
  readonly logDensity: NDArray;
}

/**
 * From the inverse of the one covariance matrix; nothing is fitted again.
 *
 * @param y the targets
 * @param deviations the same, less the prior mean
 */
export function leaveOneOut(
  y: NDArray,
  deviations: Float64Array,
  { factor, weights, targets, sites }: Posterior,
  noise: number,
): LeaveOneOut {
  const n = targets.size;
  const inverse = choleskyInverse(factor);
  const inverseDiagonal = Float64Array.from({ length: n }, (_, i) => inverse.data[i * (n + 1)]);
  const priorMean = y.map((value, i) => value - deviations[i]).data;
  const mean = targets.map((target, i) => priorMean[i] + target - weights.data[i] / inverseDiagonal[i]);
  const std = new NDArray(inverseDiagonal.map((value) => 1 / Math.sqrt(value)));
  for (const { row, cavityMean, cavityVariance } of sites?.list ?? []) {
    mean.data[row] = priorMean[row] + cavityMean;
    std.data[row] = Math.sqrt(cavityVariance + noise * noise);
  }
  const residual = y.map((value, i) => value - mean.data[i]);
  const logDensity = residual.map((value, i) => {
    const z = value / std.data[i];
    return -0.5 * (z * z + Math.log(2 * Math.PI)) - Math.log(std.data[i]);
  });
  for (const { row, logProbability } of sites?.list ?? []) logDensity.data[row] = logProbability;
  return { mean, std, residual, logDensity };
}
