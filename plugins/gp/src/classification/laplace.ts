import { cholesky, choleskyInverse, matmul, NDArray, type ValueAndGradient } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { factorize } from "../fit/factorize.js";
import type { SitePosterior } from "../likelihoods/gaussian-sites.js";

const maximumSteps = 100;
const tolerance = 1e-10;

/** The most probable function and what is needed about it. */
export interface LaplaceMode extends SitePosterior {
  readonly mode: Float64Array;
  /** `π (1 − π)` at every row. */
  readonly curvature: Float64Array;
}

/**
 * Laplace's approximation to the posterior of a function of which only the signs are seen, through the logistic function.
 *
 * @param prior covariance of the function at the rows
 * @param isMember 1 where the row is of the class, 0 where not
 * @throws NumericError NOT_CONVERGED
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), algorithm 3.1
 */
export function laplaceMode(prior: NDArray, isMember: Float64Array): LaplaceMode {
  const n = isMember.length;
  let mode: Float64Array = new Float64Array(n);
  let weights: Float64Array = new Float64Array(n);
  let objective = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < maximumSteps; step++) {
    const curvature = curvatureAt(mode);
    const { inverse, logDeterminant } = reducedInverse(prior, curvature);
    const current = -0.5 * inner(weights, mode) + logLikelihood(mode, isMember);
    if (Math.abs(current - objective) < tolerance) {
      const slope = mode.map((value, i) => isMember[i] - sigmoid(value));
      const factor = factorize(
        prior.map((value, at) => (at % (n + 1) === 0 ? value + 1 / curvature[at / (n + 1)] : value)),
      );
      const logEvidence = current - 0.5 * logDeterminant;
      return { mode, curvature, factor, weights: new NDArray(slope), logEvidence };
    }
    objective = current;
    const target = mode.map((value, i) => curvature[i] * value + isMember[i] - sigmoid(value));
    const explained = matmul(inverse, matmul(prior, target)).data;
    weights = target.map((value, i) => value - explained[i]);
    mode = matmul(prior, weights).data;
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `gaussianProcessClassifier: Newton's method did not settle in ${maximumSteps} steps. Scale the inputs, or fix the kernel.`,
  );
}

/**
 * The approximate log evidence and its slope by the logarithm of the kernel's hyper-parameters.
 *
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), algorithm 5.1
 */
export function laplaceEvidence(
  X: NDArray,
  prior: NDArray,
  isMember: Float64Array,
  covariance: CovarianceFunction,
  parameters: number,
): ValueAndGradient {
  const n = isMember.length;
  const { mode, curvature, weights, logEvidence } = laplaceMode(prior, isMember);
  const { inverse } = reducedInverse(prior, curvature);
  const explained = matmul(inverse, prior);
  const slope = weights.data;
  /** How the log determinant moves with the mode. */
  const pull = mode.map((value, i) => {
    let variance = prior.data[i * (n + 1)];
    for (let k = 0; k < n; k++) variance -= prior.data[i * n + k] * explained.data[k * n + i];
    return 0.5 * variance * curvature[i] * (2 * sigmoid(value) - 1);
  });
  const back = matmul(explained, pull).data;
  const indirect = pull.map((value, i) => value - back[i]);
  const gradient = new Float64Array(parameters);
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const direct = slope[i] * slope[j] - inverse.data[i * n + j];
      const twice = direct + indirect[i] * slope[j] + slope[i] * indirect[j];
      row[j] = i === j ? twice / 2 : twice;
    }
    covariance.gradient(X, i, X, i + 1, row, gradient, 0);
  }
  return { value: logEvidence, gradient };
}

/** `(K + W⁻¹)⁻¹` without the inverse of `W`, and `log |I + K W|`. */
function reducedInverse(prior: NDArray, curvature: Float64Array): { inverse: NDArray; logDeterminant: number } {
  const n = curvature.length;
  const root = curvature.map(Math.sqrt);
  const scaled = prior.map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return root[i] * value * root[j] + (i === j ? 1 : 0);
  });
  const factor = cholesky(scaled);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(factor.data[i * (n + 1)]);
  const inverse = choleskyInverse(factor).map((value, at) => root[Math.floor(at / n)] * value * root[at % n]);
  return { inverse, logDeterminant };
}

/** `1 / (1 + exp(−value))`. */
export function sigmoid(value: number): number {
  return value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));
}

function curvatureAt(mode: Float64Array): Float64Array {
  return mode.map((value) => Math.max(sigmoid(value) * sigmoid(-value), 1e-12));
}

function logLikelihood(mode: Float64Array, isMember: Float64Array): number {
  return mode.reduce((total, value, i) => {
    const signed = isMember[i] === 1 ? value : -value;
    return total - (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
  }, 0);
}

function inner(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}
