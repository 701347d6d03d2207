import type { NDArray } from "@mesoscope/core";
import type { Covariance, CovarianceFunction, Role } from "../covariance/covariance.js";
import { stretchInputs, stretchPrior } from "./stretch-inputs.js";

/** What is believed of a hyper-parameter before the data: its logarithm is normal; `isSigned` for the number itself. */
export interface Hyperprior {
  readonly name: string;
  readonly median: number;
  /** Standard deviation of the logarithm, or of the number itself where it `isSigned`. */
  readonly spread: number;
  readonly isSigned?: boolean;
}

/** The hyper-parameter that is `z` standard deviations of its prior from the median. */
export function hyperparameterAt({ median, spread, isSigned }: Hyperprior, z: number): number {
  return isSigned ? median + spread * z : median * Math.exp(spread * z);
}

/** A covariance with all numbers known, and the variance of the noise in each row. */
export interface NoisyCovariance extends Pick<CovarianceFunction, "row" | "variance"> {
  noiseVariance(X: NDArray, i: number): number;
  /** The points as the covariance takes them. */
  stretch(X: NDArray): NDArray;
}

/** Gaussian processes that differ in their hyper-parameters. */
export interface ProcessFamily {
  readonly hyperpriors: readonly Hyperprior[];
  bind(values: Float64Array): NoisyCovariance;
}

/** Standard deviation of the logarithm of a hyper-parameter, by what it stands for. */
const spreads: Readonly<Record<Role, number>> = { length: 1.3, period: 0.3, ratio: 1, amplitude: 1, slope: 1 };

/** How the noise is believed to be, in standard deviations of the targets: computed ones have next to none. */
export const noisePrior: Hyperprior = { name: "noise", median: 1e-3, spread: 2 };

/**
 * The processes of a kernel, whose numbers given are the medians before the data, with noise of one size and the first
 * `inputs` columns stretched.
 */
export function kernelFamily(kernel: Covariance, columns: number, inputs: number): ProcessFamily {
  const hyperpriors = kernelHyperpriors(kernel, columns);
  const stretches = Array.from({ length: inputs }, () => stretchPrior);
  return {
    hyperpriors: [...hyperpriors, noisePrior, ...stretches],
    bind(values) {
      const { row, variance } = bindFree(kernel, columns, values.subarray(0, hyperpriors.length));
      const noiseVariance = values[hyperpriors.length] ** 2;
      const stretch = (X: NDArray) => stretchInputs(X, values.subarray(hyperpriors.length + 1));
      return { row, variance, noiseVariance: () => noiseVariance, stretch };
    },
  };
}

/** The hyper-parameters of a kernel that are not fixed. */
export function kernelHyperpriors(kernel: Covariance, columns: number): Hyperprior[] {
  return kernel
    .parameters(columns)
    .filter(({ fixed }) => !fixed)
    .map(({ name, role, start }) => ({ name, median: start!, spread: start! < 0.2 ? 2 : spreads[role] }));
}

/** The kernel with `values` for what is not fixed. */
export function bindFree(kernel: Covariance, columns: number, values: Float64Array): CovarianceFunction {
  let next = 0;
  const all = kernel.parameters(columns).map(({ start, fixed }) => (fixed ? start! : values[next++]));
  return kernel.bind(all, columns);
}
