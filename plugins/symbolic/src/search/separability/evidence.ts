import { scaledPoints, withDefiniteMatrix } from "@mesoscope/core/backend";
import type { NDArrayLike } from "@mesoscope/sdk";

/** Rows on the axes of a surrogate. */
export interface Standardized {
  /** Of shape [rows, variables]. */
  readonly points: NDArrayLike;
  readonly target: Float64Array;
  /** Variances of the noise of the rows, up to a common factor. */
  readonly errors: Float64Array;
}

/** What a Gaussian process takes for given. */
export interface Hyperparameters {
  /** One per variable. */
  readonly lengths: Float64Array;
  readonly variance: number;
  /** The variance of the noise of a row whose `errors` are 1. */
  readonly noise: number;
}

/** What the rows make of it. */
export interface Posterior extends Hyperparameters {
  /** The logarithm of the probability density of the targets, up to a constant. */
  readonly evidence: number;
  /** Of the evidence by the logarithms of the lengths, the variance and the noise. */
  readonly gradient: Float64Array;
  /** K⁻¹ y */
  readonly weights: Float64Array;
  /** The lower triangle of K⁻¹, row by row. */
  readonly inverse: Float64Array;
}

/**
 * Conditions a Gaussian process on the rows; `undefined` where its covariance is singular to rounding.
 *
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), equations 5.8 and 5.9
 */
export function condition(data: Standardized, parameters: Hyperparameters): Posterior | undefined {
  const { target, errors } = data;
  const rows = target.length;
  const { lengths, variance, noise } = parameters;
  const points = scaledPoints(data.points, [...lengths.keys()], lengths);
  return withDefiniteMatrix(rows, (matrix) => {
    matrix.fill({ family: "rbf", variance, offset: 0 }, points);
    for (let i = 0; i < rows; i++) matrix.data[i * (rows + 1)] += noise * errors[i];
    if (matrix.factorize()) return undefined;
    const weights = matrix.solve(target);
    let evidence = 0;
    for (let i = 0; i < rows; i++) {
      evidence -= Math.log(matrix.data[i * (rows + 1)]) + 0.5 * target[i] * weights[i];
    }
    matrix.invert();
    const sums = matrix.pairSums("rbf", points, weights);
    let byVariance = sums[lengths.length];
    let byNoise = 0;
    for (let i = 0; i < rows; i++) {
      const weight = (weights[i] ** 2 - matrix.data[i * (rows + 1)]) / 2;
      byVariance += weight;
      byNoise += weight * errors[i];
    }
    const byLengths = sums.subarray(0, lengths.length).map((sum) => variance * sum);
    const gradient = Float64Array.of(...byLengths, variance * byVariance, noise * byNoise);
    return { ...parameters, evidence, gradient, weights, inverse: matrix.data.slice() };
  });
}
