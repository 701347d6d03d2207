import { choleskyInverse, choleskySolve, logDeterminant, NDArray } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { factorize } from "../fit/factorize.js";

/** Gaussians that stand for what each target says about the function at its row. */
export interface Sites {
  readonly targets: Float64Array;
  readonly variances: Float64Array;
  /** What the log evidence of these Gaussians lacks to that of the likelihood. */
  readonly logCorrection: number;
}

/** The process given Gaussian sites. */
export interface SitePosterior {
  /** Lower Cholesky factor of `K + diag(variances)`. */
  readonly factor: NDArray;
  /** `(K + diag(variances))⁻¹ targets`. */
  readonly weights: NDArray;
  readonly logEvidence: number;
}

/** `k(x_i, x_j)` of all pairs of rows, both triangles. */
export function priorMatrix(X: NDArray, covariance: Pick<CovarianceFunction, "row">): NDArray {
  const n = X.shape[0];
  const matrix = new NDArray(new Float64Array(n * n), [n, n]);
  for (let i = 0; i < n; i++) {
    covariance.row(X, i, X, i + 1, matrix.data.subarray(i * n, i * n + i + 1));
    for (let j = 0; j < i; j++) matrix.data[j * n + i] = matrix.data[i * n + j];
  }
  return matrix;
}

/**
 * Conditions on the sites.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), algorithm 2.1
 */
export function conditionOnSites(prior: NDArray, { targets, variances, logCorrection }: Sites): SitePosterior {
  const n = targets.length;
  const factor = factorize(prior.map((value, at) => (at % (n + 1) === 0 ? value + variances[at / (n + 1)] : value)));
  const weights = choleskySolve(factor, new NDArray(targets));
  const fit = weights.data.reduce((total, value, i) => total + value * targets[i], 0);
  const logEvidence = -0.5 * (fit + logDeterminant(factor) + n * Math.log(2 * Math.PI)) + logCorrection;
  return { factor, weights, logEvidence };
}

/** `∂ log evidence / ∂ variance_i` for every site, twice; and its slope by the kernel's hyper-parameters, added. */
export function evidenceSlopes(
  X: NDArray,
  covariance: CovarianceFunction,
  { factor, weights: { data: weights } }: SitePosterior,
  gradient: Float64Array,
): Float64Array {
  const n = weights.length;
  const inverse = choleskyInverse(factor).data;
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) row[j] = weights[i] * weights[j] - inverse[i * n + j];
    row[i] = (weights[i] ** 2 - inverse[i * (n + 1)]) / 2;
    covariance.gradient(X, i, X, i + 1, row, gradient, 0);
  }
  return weights.map((value, i) => value * value - inverse[i * (n + 1)]);
}
