import { choleskySolve, logDeterminant, NDArray } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { type CensoredSites, censoredSites } from "./censored-sites.js";
import { factorize } from "./factorize.js";

/** Data and everything that stays the same while hyper-parameters change. */
export interface Problem {
  readonly X: NDArray;
  /** Targets less the centre of the prior mean. */
  readonly y: Float64Array;
  readonly bounds: Int8Array | undefined;
  /** Prior variance of the constant mean. */
  readonly meanVariance: number;
  /** What is added to the diagonal, relative to its mean. */
  readonly jitter: number;
}

/** The process given the data. Censored targets stand as measured ones with noise of their own. */
export interface Posterior {
  /** Lower Cholesky factor of `K + diag(noise variances)`. */
  readonly factor: NDArray;
  /** `(K + diag(noise variances))⁻¹ targets`. */
  readonly weights: NDArray;
  readonly targets: NDArray;
  readonly sites: CensoredSites | undefined;
  readonly logMarginalLikelihood: number;
}

/**
 * Conditions the process on the data.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE, also where rounding decides the last pivots
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), algorithm 2.1; section 3.6 for censored
 */
export function condition(problem: Problem, kernel: CovarianceFunction, noise: number): Posterior {
  const matrix = priorMatrix(problem, kernel);
  const n = problem.y.length;
  const sites = problem.bounds && censoredSites(matrix, problem.y, problem.bounds, noise);
  const targets = new NDArray(problem.y.slice());
  for (let i = 0; i < n; i++) matrix.data[i * (n + 1)] += noise * noise;
  for (const site of sites?.list ?? []) {
    targets.data[site.row] = site.target;
    matrix.data[site.row * (n + 1)] += site.variance - noise * noise;
  }
  const factor = factorize(matrix);
  const weights = choleskySolve(factor, targets);
  let fit = 0;
  for (let i = 0; i < n; i++) fit += targets.data[i] * weights.data[i];
  const gaussian = -0.5 * (fit + logDeterminant(factor) + n * Math.log(2 * Math.PI));
  return { factor, weights, targets, sites, logMarginalLikelihood: gaussian + (sites?.logCorrection ?? 0) };
}

/** Covariance of the process at the data, with the uncertain mean and the jitter, lower triangle only. */
function priorMatrix({ X, meanVariance, jitter }: Problem, kernel: CovarianceFunction): NDArray {
  const n = X.shape[0];
  const matrix = new NDArray(new Float64Array(n * n), [n, n]);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    const row = matrix.data.subarray(i * n, i * n + i + 1);
    kernel.row(X, i, X, i + 1, row);
    for (let j = 0; j <= i; j++) row[j] += meanVariance;
    trace += row[i];
  }
  for (let i = 0; i < n; i++) matrix.data[i * (n + 1)] += (jitter * trace) / n;
  return matrix;
}
