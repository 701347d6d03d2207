import { cholesky, matmul, NDArray, solveTriangular, type ValueAndGradient } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../covariance/cross-covariance.js";
import { addCrossSlopes } from "../covariance/cross-slopes.js";
import type { VariationalLikelihood } from "../likelihoods/likelihood.js";
import { type InducingPosterior, momentsOf } from "./inducing-posterior.js";

/** Added to the diagonal of the inducing points' covariance, relative to its mean: their places stay, length scales grow. */
const inducingJitter = 1e-8;

/** Some of the rows, and for how many each of them stands. */
export interface Batch {
  readonly X: NDArray;
  /** Less the prior mean. */
  readonly y: Float64Array;
  readonly share: number;
}

/** All that the bound depends on besides the posterior. */
export interface VariationalProcess {
  readonly inducing: NDArray;
  readonly covariance: CovarianceFunction;
  /** The variance of the unknown constant in the function. */
  readonly constant: number;
  /** How many hyper-parameters the covariance has. */
  readonly kernelCount: number;
  readonly likelihood: VariationalLikelihood;
  /** The hyper-parameters of the likelihood. */
  readonly values: readonly number[];
}

/** The bound with its slope by the logarithm of all hyper-parameters, and where the natural gradient leads. */
export interface VariationalBound extends ValueAndGradient {
  readonly target: InducingPosterior;
}

/**
 * The bound on the log evidence, estimated from some rows.
 *
 * With `W = L⁻¹ K_mn` for `K_mm = L Lᵀ`, the function at row i has mean `wᵢᵀ μ` and variance `kᵢᵢ − wᵢᵀ (I − S) wᵢ`.
 *
 * @param withKernelSlopes without them the slopes by the kernel's hyper-parameters stay 0
 * @throws NumericError NOT_POSITIVE_DEFINITE
 * @see Hensman, Fusi & Lawrence, Gaussian processes for big data, UAI (2013), eq. 4 and section 2.3
 */
export function variationalBound(
  { X, y, share }: Batch,
  posterior: InducingPosterior,
  { inducing, covariance, constant, kernelCount, likelihood, values }: VariationalProcess,
  withKernelSlopes = true,
): VariationalBound {
  const [rows, count] = [X.shape[0], inducing.shape[0]];
  const factor = inducingFactor(inducing, covariance, constant);
  const whitened = solveTriangular(factor, crossCovariance(covariance, inducing, X, constant));
  const { mean, covariance: spread, divergence } = momentsOf(posterior);
  const spreadRows = matmul(spread, whitened);
  const fitted = matmul(mean, whitened).data;
  const lost = whitened.map((value, at) => value - spreadRows.data[at]);
  const variances = Float64Array.from({ length: rows }, (_, i) => covariance.variance(X, i) + constant);
  for (let at = 0; at < lost.size; at++) variances[at % rows] -= whitened.data[at] * lost.data[at];

  let value = -divergence;
  const gradient = new Float64Array(kernelCount + values.length);
  const [byMean, byVariance] = [new Float64Array(rows), new Float64Array(rows)];
  for (let i = 0; i < rows; i++) {
    const expected = likelihood.expectation(y[i], fitted[i], Math.max(variances[i], 0), values);
    value += share * expected.value;
    byMean[i] = share * expected.byMean;
    byVariance[i] = share * expected.byVariance;
    for (const [p, slope] of expected.byParameters.entries()) gradient[kernelCount + p] += share * slope;
  }

  const weighted = whitened.map((entry, at) => -2 * byVariance[at % rows] * entry);
  const precision = matmul(weighted, whitened.transpose());
  for (let m = 0; m < count; m++) precision.data[m * (count + 1)] += 1;
  const shift = matmul(
    whitened,
    byMean.map((slope, i) => slope - 2 * byVariance[i] * fitted[i]),
  );
  const bound = { value, gradient, target: { precision, shift } };
  if (!withKernelSlopes) return bound;
  const byWhitened = lost.map((entry, at) => {
    const i = at % rows;
    return mean.data[(at - i) / rows] * byMean[i] - 2 * byVariance[i] * entry;
  });
  addKernelSlopes({ X, inducing, covariance, factor, whitened, byWhitened, byVariance }, gradient);
  return bound;
}

interface Slopes {
  readonly X: NDArray;
  readonly inducing: NDArray;
  readonly covariance: CovarianceFunction;
  readonly factor: NDArray;
  readonly whitened: NDArray;
  readonly byWhitened: NDArray;
  /** By the prior variance at every row. */
  readonly byVariance: Float64Array;
}

/** From slopes by `W` to those by `K_mn` and, through the Cholesky factor, `K_mm`; see Murray, arXiv:1602.07527, eq. 10. */
function addKernelSlopes(
  { X, inducing, covariance, factor, whitened, byWhitened, byVariance }: Slopes,
  gradient: Float64Array,
): void {
  const [rows, columns] = X.shape;
  const count = inducing.shape[0];
  const unwhiten = (matrix: NDArray) => solveTriangular(factor, matrix, { transpose: true });
  const across = unwhiten(byWhitened);
  const lower = matmul(byWhitened, whitened.transpose()).map((value, at) => {
    const [m, k] = [Math.floor(at / count), at % count];
    return m < k ? 0 : (m === k ? -0.5 : -1) * value;
  });
  addCrossSlopes(covariance, inducing, X, across, gradient);
  const among = unwhiten(unwhiten(lower).transpose());
  const transposed = among.transpose().data;
  const symmetric = among.map((value, at) => (value + transposed[at]) / 2);
  addCrossSlopes(covariance, inducing, inducing, symmetric, gradient);
  for (let i = 0; i < rows; i++) {
    const point = new NDArray(X.data.subarray(i * columns, (i + 1) * columns), [1, columns]);
    covariance.gradient(point, 0, point, 1, byVariance.subarray(i, i + 1), gradient, 0);
  }
}

/**
 * Lower Cholesky factor of the covariance of the inducing points, with the unknown constant.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE
 */
export function inducingFactor(inducing: NDArray, covariance: CovarianceFunction, constant: number): NDArray {
  const count = inducing.shape[0];
  const matrix = crossCovariance(covariance, inducing, inducing, constant);
  let trace = 0;
  for (let m = 0; m < count; m++) trace += matrix.data[m * (count + 1)];
  for (let m = 0; m < count; m++) matrix.data[m * (count + 1)] += (inducingJitter * trace) / count;
  return cholesky(matrix);
}
