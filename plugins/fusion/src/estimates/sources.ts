import { choleskyInverse, type GaussianPredictive, gaussianPredictive, NDArray, zeros } from "@mesoscope/core";
import { type NDArrayLike, type Predictive, ShapeError, ValueError } from "@mesoscope/sdk";
import { checkCovariance, factorOf } from "../common/covariance.js";

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

/** Whether the entries of a source vary independently. */
export function isIndependent({ covariance }: Source): boolean {
  const size = covariance?.shape[0] ?? 0;
  return covariance?.data.every((value, at) => value === 0 || at % (size + 1) === 0) ?? true;
}

/** The inverse of the covariance of a source. */
export function precisionOf(owner: string, source: Source, k: number): NDArray {
  return choleskyInverse(factorOf(`${owner}: the covariance of source ${k}`, covarianceOf(source)));
}

/**
 * Throws unless all numbers of the source are finite and no standard deviation is negative.
 *
 * @throws ValueError NOT_FINITE, BAD_VALUE; ShapeError SHAPE_MISMATCH; NumericError NOT_POSITIVE_DEFINITE
 */
export function checkFiniteSource(owner: string, { mean, std, covariance }: Source): void {
  if (covariance) {
    const matrix = new NDArray(covariance.data, covariance.shape);
    checkCovarianceShape(owner, matrix, mean.data.length);
    checkCovariance(`${owner}: the covariance`, matrix);
  }
  const bad = mean.data.findIndex(
    (value, i) => !Number.isFinite(value) || !(std.data[i] >= 0 && std.data[i] < Infinity),
  );
  if (bad < 0) return;
  throw new ValueError(
    "NOT_FINITE",
    `${owner}: entry ${bad} is ${mean.data[bad]} ± ${std.data[bad]}. Give finite numbers with uncertainties from 0.`,
  );
}

/**
 * Throws unless there are at least two sources, of one length, all numbers finite, every entry uncertain.
 *
 * @throws ValueError EMPTY, NOT_FINITE, BAD_VALUE; ShapeError SHAPE_MISMATCH
 */
export function checkSources(owner: string, sources: readonly Source[]): void {
  if (sources.length < 2) {
    throw new ValueError("EMPTY", `${owner}: ${sources.length} source given. Give at least two estimates to join.`);
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

function checkCovarianceShape(owner: string, { shape, data }: NDArray, n: number): void {
  if (shape.join() !== [n, n].join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the covariance is [${shape}] for ${n} entries of the mean. Give one row and column per entry.`,
    );
  }
  const bad = data.find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new ValueError("NOT_FINITE", `${owner}: the covariance holds ${bad}. Give finite numbers.`);
}
