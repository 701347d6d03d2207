import { type GaussianPredictive, gaussianPredictive, NDArray, zeros } from "@mesoscope/core";
import { type NDArrayLike, type Predictive, ShapeError, ValueError } from "@mesoscope/sdk";

/** An estimate with its uncertainty; without `covariance` its entries vary independently. */
export type Source = Pick<Predictive, "mean" | "std"> & { readonly covariance?: NDArrayLike };

/** The covariance of a source, of shape [n, n]. */
export function covarianceOf({ std, covariance }: Source): NDArray {
  if (covariance) return new NDArray(covariance.data, covariance.shape);
  const n = std.data.length;
  const diagonal = zeros([n, n]);
  for (let i = 0; i < n; i++) diagonal.data[i * (n + 1)] = std.data[i] ** 2;
  return diagonal;
}

/** A normal belief with a full covariance; rounding below a variance of 0 is taken off. */
export function beliefOf(mean: NDArray, covariance: NDArray): GaussianPredictive {
  const variance = Array.from({ length: mean.size }, (_, i) => Math.max(covariance.get(i, i), 0));
  return gaussianPredictive({ mean, variance, covariance });
}

/** The mean of a source as an array of its own, of shape [n]. */
export function meanOf({ mean }: Source): NDArray {
  return new NDArray(mean.data.slice());
}

/**
 * Throws unless all numbers of the source are finite and no standard deviation is negative.
 *
 * @throws ValueError BAD_VALUE
 */
export function checkFiniteSource(owner: string, { mean, std }: Source): void {
  const bad = mean.data.findIndex(
    (value, i) => !Number.isFinite(value) || !(std.data[i] >= 0 && std.data[i] < Infinity),
  );
  if (bad < 0) return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: entry ${bad} is ${mean.data[bad]} ± ${std.data[bad]}. Give finite numbers with uncertainties.`,
  );
}

/**
 * Throws unless there are at least two sources, of one length, all numbers finite, every entry uncertain.
 *
 * @throws ValueError TOO_FEW, BAD_VALUE; ShapeError SHAPE_MISMATCH
 */
export function checkSources(owner: string, sources: readonly Source[]): void {
  if (sources.length < 2) {
    throw new ValueError("TOO_FEW", `${owner}: ${sources.length} source given. Give at least two estimates to join.`);
  }
  const expected = sources[0].mean.data.length;
  for (const [k, source] of sources.entries()) {
    const found = source.mean.data.length;
    if (found !== expected) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${owner}: source ${k} has ${found} entries but source 0 has ${expected}. Give estimates of the same things.`,
      );
    }
    checkFiniteSource(`${owner}: source ${k}`, source);
    const certain = source.std.data.indexOf(0);
    if (certain < 0) continue;
    throw new ValueError(
      "BAD_VALUE",
      `${owner}: source ${k}: entry ${certain} has no uncertainty. Give a standard deviation above 0; use conserve for what holds exactly.`,
    );
  }
}
