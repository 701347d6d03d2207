import { type GaussianPredictive, gaussianPredictive, matmul, type NDArray, solveTriangular } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../sparse/sufficient-statistics.js";
import type { SitePosterior } from "./gaussian-sites.js";

/** Where the data leave no variance, the joint covariance is a difference of equals: rounding, of this share. */
const roundingShare = 1e-10;

/** What is predicted about the function, before any noise. */
export interface LatentPrediction {
  /** Shape [m]. */
  readonly mean: NDArray;
  readonly variance: Float64Array;
  /** Of shape [m, m], with `noise` added to the diagonal. */
  covariance(noise?: ArrayLike<number>): NDArray;
}

/** The posterior of the function at new points, from its prior covariance with the data. */
export function predictLatent(
  X: NDArray,
  points: NDArray,
  covariance: Omit<CovarianceFunction, "gradient">,
  posterior: SitePosterior,
): LatentPrediction {
  const cross = crossCovariance(covariance, X, points);
  const explained = solveTriangular(posterior.factor, cross);
  const count = points.shape[0];
  const own = Float64Array.from({ length: count }, (_, j) => covariance.variance(points, j));
  const variance = own.slice();
  for (let at = 0; at < explained.size; at++) variance[at % count] -= explained.data[at] ** 2;
  return {
    mean: matmul(posterior.weights, cross),
    variance: variance.map((value) => Math.max(value, 0)),
    covariance(noise) {
      const prior = crossCovariance(covariance, points, points);
      const lost = matmul(explained.transpose(), explained).data;
      return prior.map((value, at) => {
        const isOwn = at % (count + 1) === 0;
        const i = at / (count + 1);
        return value - lost[at] + (isOwn ? Math.max(noise?.[i] ?? 0, roundingShare * own[i]) : 0);
      });
    },
  };
}

/** A prediction with normal noise of given variances, about a prior mean. */
export function normalPredictive(
  latent: LatentPrediction,
  expected: Float64Array,
  noise: Float64Array,
): GaussianPredictive {
  return gaussianPredictive({
    mean: latent.mean.map((value, j) => value + expected[j]),
    variance: latent.variance.map((value, j) => value + noise[j]),
    covariance: () => latent.covariance(noise),
  });
}

/** The same number for every row. */
export function filled(count: number, value: number): Float64Array {
  return new Float64Array(count).fill(value);
}
