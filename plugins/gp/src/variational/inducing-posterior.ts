import { cholesky, choleskyInverse, logDeterminant, matmul, NDArray } from "@mesoscope/core";

/**
 * A normal law of the function at the inducing points, in units in which its prior is standard normal: its precision and
 * the precision times the mean.
 */
export interface InducingPosterior {
  /** Shape [m, m]. */
  readonly precision: NDArray;
  /** Shape [m]. */
  readonly shift: NDArray;
}

export interface InducingMoments {
  readonly mean: NDArray;
  readonly covariance: NDArray;
  /** The distance from the prior, in nats. */
  readonly divergence: number;
}

/** The prior itself. */
export function priorAtInducing(count: number): InducingPosterior {
  const precision = new NDArray(new Float64Array(count * count), [count, count]);
  for (let m = 0; m < count; m++) precision.data[m * (count + 1)] = 1;
  return { precision, shift: new NDArray(new Float64Array(count)) };
}

export function momentsOf({ precision, shift }: InducingPosterior): InducingMoments {
  const count = shift.size;
  const factor = cholesky(precision);
  const covariance = choleskyInverse(factor);
  const mean = matmul(covariance, shift);
  let twice = logDeterminant(factor) - count;
  for (let m = 0; m < count; m++) twice += covariance.data[m * (count + 1)] + mean.data[m] ** 2;
  return { mean, covariance, divergence: twice / 2 };
}

/** The law a share of the way to another: a step along the natural gradient. */
export function towards(from: InducingPosterior, to: InducingPosterior, share: number): InducingPosterior {
  const mixed = (a: NDArray, b: NDArray) => a.map((value, at) => value + share * (b.data[at] - value));
  return { precision: mixed(from.precision, to.precision), shift: mixed(from.shift, to.shift) };
}
