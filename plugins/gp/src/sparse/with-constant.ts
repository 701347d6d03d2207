import type { CovarianceFunction } from "../covariance/covariance.js";

/** The covariance with an unknown constant of a variance added to the function. */
export function withConstant(covariance: CovarianceFunction, variance: number): CovarianceFunction {
  return {
    row(X, i, Z, count, out) {
      covariance.row(X, i, Z, count, out);
      for (let j = 0; j < count; j++) out[j] += variance;
    },
    gradient: (X, i, Z, count, weights, gradient, offset) =>
      covariance.gradient(X, i, Z, count, weights, gradient, offset),
    variance: (X, i) => covariance.variance(X, i) + variance,
  };
}
