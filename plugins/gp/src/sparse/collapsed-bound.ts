import {
  cholesky,
  choleskyInverse,
  logDeterminant,
  matmul,
  NDArray,
  solveTriangular,
  type ValueAndGradient,
} from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance, type SufficientStatistics, statisticsOf } from "./sufficient-statistics.js";

/** Added to the diagonal of the inducing points' covariance, relative to its mean. */
const inducingJitter = 1e-12;

/** The process at the inducing points given the data, and the bound on their log marginal likelihood. */
export interface CollapsedPosterior {
  /** Lower Cholesky factor of `B = I + W Wᵀ / σ²`. */
  readonly reduced: NDArray;
  /** With `K_*m weights` as the posterior mean. */
  readonly weights: NDArray;
  readonly bound: number;
}

/**
 * The best Gaussian at the inducing points, in closed form, from what the data say about them.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE
 * @see Titsias, Variational learning of inducing variables in sparse Gaussian processes, AISTATS (2009), eq. 9
 */
export function collapsedPosterior(
  { rows, products, projections, squares, variances }: SufficientStatistics,
  factor: NDArray,
  noise: number,
): CollapsedPosterior {
  const precision = 1 / noise ** 2;
  const count = products.shape[0];
  const reduced = cholesky(products.map((value, at) => precision * value + (at % (count + 1) === 0 ? 1 : 0)));
  const projected = solveTriangular(reduced, new NDArray(projections)).map((value) => precision * value);
  const fit = projected.data.reduce((total, value) => total + value * value, 0) / precision;
  const inReduced = solveTriangular(reduced, projected, { transpose: true });
  const weights = solveTriangular(factor, inReduced, { transpose: true });
  const data =
    rows * Math.log(2 * Math.PI * noise ** 2) + logDeterminant(reduced) + precision * squares - precision * fit;
  return { reduced, weights, bound: -0.5 * data - 0.5 * precision * (variances - traceOf(products)) };
}

/** Lower Cholesky factor of the covariance of the inducing points. */
export function inducingFactor(inducing: NDArray, covariance: CovarianceFunction): NDArray {
  const count = inducing.shape[0];
  const matrix = crossCovariance(covariance, inducing, inducing);
  const jitter = (inducingJitter * traceOf(matrix)) / count;
  for (let m = 0; m < count; m++) matrix.data[m * (count + 1)] += jitter;
  return cholesky(matrix);
}

/**
 * The bound and its slope by the logarithm of every hyper-parameter of the kernel and, last, of the noise.
 *
 * With `G = I − B⁻¹` and `α` the weights, the bound changes with `K_mn` by `(L⁻ᵀ G W + α (y − K_nm α)ᵀ) / σ²` and with
 * `K_mm` by `(L⁻ᵀ (G − W Wᵀ / σ²) L⁻¹ − α αᵀ) / 2`.
 */
export function collapsedBound(
  X: NDArray,
  y: Float64Array,
  inducing: NDArray,
  covariance: CovarianceFunction,
  noise: number,
  parameters: number,
): ValueAndGradient {
  const [rows, columns] = X.shape;
  const count = inducing.shape[0];
  const precision = 1 / noise ** 2;
  const factor = inducingFactor(inducing, covariance);
  const { whitened, ...statistics } = statisticsOf(X, y, inducing, covariance, factor);
  const { reduced, weights, bound } = collapsedPosterior(statistics, factor, noise);
  const gap = choleskyInverse(reduced).map((value, at) => (at % (count + 1) === 0 ? 1 : 0) - value);
  const unwhiten = (matrix: NDArray) => solveTriangular(factor, matrix, { transpose: true });

  const gradient = new Float64Array(parameters + 1);
  const spread = unwhiten(matmul(gap, whitened)).data;
  const inWhite = matmul(factor.transpose(), weights);
  const residual = matmul(inWhite, whitened).data.map((value, i) => y[i] - value);
  const row = new Float64Array(rows);
  for (let m = 0; m < count; m++) {
    const alpha = weights.data[m];
    for (let i = 0; i < rows; i++) row[i] = precision * (spread[m * rows + i] + alpha * residual[i]);
    covariance.gradient(inducing, m, X, rows, row, gradient, 0);
  }
  const inner = gap.map((value, at) => value - precision * statistics.products.data[at]);
  const among = unwhiten(unwhiten(inner).transpose()).data;
  for (let m = 0; m < count; m++) {
    const slope = among
      .subarray(m * count, (m + 1) * count)
      .map((value, k) => 0.5 * (value - weights.data[m] * weights.data[k]));
    covariance.gradient(inducing, m, inducing, count, slope, gradient, 0);
  }
  const own = Float64Array.of(-0.5 * precision);
  for (let i = 0; i < rows; i++) {
    const point = new NDArray(X.data.subarray(i * columns, (i + 1) * columns), [1, columns]);
    covariance.gradient(point, 0, point, 1, own, gradient, 0);
  }
  gradient[parameters] = noiseSlope(statistics, gap, inWhite, precision);
  return { value: bound, gradient };
}

/** `∂ bound / ∂ log σ`. */
function noiseSlope(
  { rows, products, projections, squares, variances }: SufficientStatistics,
  gap: NDArray,
  weights: NDArray,
  precision: number,
): number {
  const spread = matmul(products, weights).data;
  let [overlap, fit, bend] = [0, 0, 0];
  for (let at = 0; at < gap.size; at++) overlap += gap.data[at] * products.data[at];
  for (let m = 0; m < projections.length; m++) {
    fit += weights.data[m] * projections[m];
    bend += weights.data[m] * spread[m];
  }
  return -rows + precision * (squares - 2 * fit + bend + variances - overlap);
}

function traceOf({ data, shape }: NDArray): number {
  let trace = 0;
  for (let m = 0; m < shape[0]; m++) trace += data[m * (shape[0] + 1)];
  return trace;
}
