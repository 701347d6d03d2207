import {
  cholesky,
  choleskyInverse,
  type GaussianPredictive,
  gaussianPredictive,
  matmul,
  NDArray,
} from "@mesoscope/core";
import { birgeRatio } from "./birge-ratio.js";
import { beliefOf, checkSources, isIndependent, meanOf, precisionOf, type Source } from "./sources.js";

/** A joined estimate, and how well the sources agree. */
export interface FusedEstimate {
  readonly estimate: GaussianPredictive;
  /** The share of each source in each entry of the mean, of shape [sources, n]; they add up to 1. */
  readonly weights: NDArray;
  /**
   * The square root of χ² over its degrees of freedom: near 1 where the sources differ as much as their uncertainties
   * say, well above 1 where one of them is wrong or too sure.
   */
  readonly birgeRatio: number;
}

/**
 * Joins estimates of the same quantities whose errors are independent: each counts by the inverse of its variance.
 *
 * Where sources bring a full covariance, the weights are matrices; `weights` then holds their diagonals.
 *
 * @example
 * const thermocouple = gaussianPredictive({ mean: [20], std: [2] });
 * const pyrometer = gaussianPredictive({ mean: [23], std: [1] });
 * const { estimate, weights } = inverseVariance([thermocouple, pyrometer]);
 * allClose(estimate.mean, [22.4]); // true
 * allClose(weights, [[0.2], [0.8]]); // true
 *
 * @throws ValueError EMPTY, NOT_FINITE, BAD_VALUE; ShapeError SHAPE_MISMATCH; NumericError NOT_POSITIVE_DEFINITE
 * @see Birge, Phys. Rev. 40 (1932) 207, for the ratio
 */
export function inverseVariance(sources: readonly Source[]): FusedEstimate {
  checkSources("inverseVariance", sources);
  return sources.every(isIndependent) ? entryByEntry(sources) : jointly(sources);
}

function entryByEntry(sources: readonly Source[]): FusedEstimate {
  const n = sources[0].mean.data.length;
  const precision = new Float64Array(n);
  for (const { std } of sources) for (let i = 0; i < n; i++) precision[i] += std.data[i] ** -2;
  const weights = sources.map(({ std }) => std.data.map((value, i) => value ** -2 / precision[i]));
  const mean = new Float64Array(n);
  sources.forEach((source, k) => {
    for (let i = 0; i < n; i++) mean[i] += weights[k][i] * source.mean.data[i];
  });
  const variance = new NDArray(precision.map((value) => 1 / value));
  const chiSquared = sources.reduce(
    (sum, source) => mean.reduce((part, m, i) => part + ((source.mean.data[i] - m) / source.std.data[i]) ** 2, sum),
    0,
  );
  const ratio = Math.sqrt(chiSquared / (n * (sources.length - 1)));
  return fused(gaussianPredictive({ mean: new NDArray(mean), variance }), weights, ratio);
}

function jointly(sources: readonly Source[]): FusedEstimate {
  const n = sources[0].mean.data.length;
  const precisions = sources.map((source, k) => precisionOf("inverseVariance", source, k));
  const total = new NDArray(new Float64Array(n * n), [n, n]);
  for (const { data } of precisions) for (let i = 0; i < data.length; i++) total.data[i] += data[i];
  const covariance = choleskyInverse(cholesky(total));
  const gains = precisions.map((precision) => matmul(covariance, precision));
  const mean = new NDArray(new Float64Array(n));
  gains.forEach((gain, k) => {
    const part = matmul(gain, meanOf(sources[k]));
    for (let i = 0; i < n; i++) mean.data[i] += part.data[i];
  });
  const shares = gains.map(({ data }) => Float64Array.from({ length: n }, (_, i) => data[i * (n + 1)]));
  return fused(beliefOf(mean, covariance), shares, birgeRatio(sources, precisions, mean));
}

function fused(estimate: GaussianPredictive, weights: readonly Float64Array[], birgeRatio: number): FusedEstimate {
  const table = Float64Array.from(weights.flatMap((row) => [...row]));
  return { estimate, weights: new NDArray(table, [weights.length, estimate.mean.size]), birgeRatio };
}
