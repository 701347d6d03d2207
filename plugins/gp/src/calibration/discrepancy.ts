import type { NDArray } from "@mesoscope/core";
import { constant } from "../covariance/constant.js";
import { productOf } from "../covariance/product-of.js";
import { rbf } from "../covariance/rbf.js";
import {
  bindFree,
  type Hyperprior,
  hyperparameterAt,
  kernelHyperpriors,
  type NoisyCovariance,
} from "../multi-fidelity/process-family.js";

/** The inputs of the measurements, scaled, and in which unit their results are. */
export interface DiscrepancyData {
  /** On −1 to 1. */
  readonly X: NDArray;
  /** As given. */
  readonly inputs: NDArray;
  readonly centres: readonly number[];
  readonly halfRanges: readonly number[];
  /** Standard deviation of the results. */
  readonly spread: number;
  readonly isIncluded: boolean;
}

/** Processes of the discrepancy and the noise; `extra` is the variance of the simulator's outputs in each row. */
export interface DiscrepancyFamily {
  readonly hyperpriors: readonly Hyperprior[];
  bind(values: Float64Array, extra: Float64Array): NoisyCovariance;
}

/** In standard deviations of the results. */
const noisePrior: Hyperprior = { name: "noise", median: 0.05, spread: 1.5 };
const typicalDiscrepancy = 0.3;

export function discrepancyFamily({ X, isIncluded }: DiscrepancyData): DiscrepancyFamily {
  const columns = X.shape[1];
  const kernel = productOf(constant({ outputScale: typicalDiscrepancy }), rbf({ lengthScale: Math.sqrt(columns) }));
  const hyperpriors = isIncluded ? kernelHyperpriors(kernel, columns) : [];
  return {
    hyperpriors: [...hyperpriors, noisePrior],
    bind(values, extra) {
      const noise = values[hyperpriors.length] ** 2;
      const shared = { noiseVariance: (_: NDArray, i: number) => noise + (extra[i] ?? 0), stretch: (Z: NDArray) => Z };
      if (!isIncluded)
        return { row: (_X, _i, _Z, count, out) => void out.fill(0, 0, count), variance: () => 0, ...shared };
      const { row, variance } = bindFree(kernel, columns, values);
      return { row, variance, ...shared };
    },
  };
}

/** The hyper-parameters at a place in standard deviations of their priors. */
export function hyperparametersAt({ hyperpriors }: DiscrepancyFamily, place: Float64Array): Float64Array {
  return Float64Array.from(hyperpriors, (prior, p) => hyperparameterAt(prior, place[p]));
}
