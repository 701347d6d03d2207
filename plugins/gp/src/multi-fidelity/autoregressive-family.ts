import { NDArray } from "@mesoscope/core";
import type { Covariance, CovarianceFunction } from "../covariance/covariance.js";
import {
  bindFree,
  type Hyperprior,
  kernelHyperpriors,
  type NoisyCovariance,
  noisePrior,
  type ProcessFamily,
} from "./process-family.js";
import { stretchInputs, stretchPrior } from "./stretch-inputs.js";

const factorPrior: Hyperprior = { name: "factor", median: 0.5, spread: 1, isSigned: true };

/**
 * All levels as one process over rows `[x, level]`: `f_t(x) = ρ_t f_{t−1}(x) + δ_t(x)`, with `kernels[t]` for `δ_t`.
 *
 * @see Kennedy & O'Hagan, Predicting the output from a complex computer code when fast approximations are available,
 *   Biometrika 87 (2000) 1, section 2
 */
export function autoregressiveFamily(kernels: readonly Covariance[], inputs: number): ProcessFamily {
  const shares = kernels.map((kernel) => kernelHyperpriors(kernel, inputs + 1));
  const ofLevels = shares.flatMap((share, level) => [...share, noisePrior, ...(level > 0 ? [factorPrior] : [])]);
  const hyperpriors = [...ofLevels, ...Array.from({ length: inputs }, () => stretchPrior)];
  return {
    hyperpriors,
    bind(values) {
      const processes: CovarianceFunction[] = [];
      const noises: number[] = [];
      const factors: number[] = [];
      let at = 0;
      for (const [level, kernel] of kernels.entries()) {
        const end = at + shares[level].length;
        processes.push(bindFree(kernel, inputs + 1, values.subarray(at, end)));
        noises.push(values[end] ** 2);
        factors.push(level > 0 ? values[end + 1] : 0);
        at = end + (level > 0 ? 2 : 1);
      }
      const stretches = values.subarray(ofLevels.length);
      return { ...joint(processes, noises, factors), stretch: (X) => stretchInputs(X, stretches) };
    },
  };
}

function joint(
  processes: readonly CovarianceFunction[],
  noises: readonly number[],
  factors: readonly number[],
): Omit<NoisyCovariance, "stretch"> {
  // shares[l][t]: how much of δ_l is in f_t.
  const shares = factors.map((_, l) =>
    factors.map((_, t) => factors.slice(l + 1, t + 1).reduce((a, b) => a * b, +(t >= l))),
  );
  const levelOf = (X: { data: Float64Array; shape: readonly number[] }, i: number) => X.data[(i + 1) * X.shape[1] - 1];
  return {
    row(X, i, Z, count, out) {
      const part = new Float64Array(count);
      const level = levelOf(X, i);
      out.fill(0, 0, count);
      for (let l = 0; l <= level; l++) {
        processes[l].row(X, i, Z, count, part);
        for (let j = 0; j < count; j++) out[j] += shares[l][level] * shares[l][levelOf(Z, j)] * part[j];
      }
    },
    variance(X, i) {
      const level = levelOf(X, i);
      let sum = 0;
      for (let l = 0; l <= level; l++) sum += shares[l][level] ** 2 * processes[l].variance(X, i);
      return sum;
    },
    noiseVariance: (X, i) => noises[levelOf(X, i)],
  };
}

/** The points with their level as last column. */
export function withLevel(X: NDArray, level: number): NDArray {
  const [rows, columns] = X.shape;
  const data = new Float64Array(rows * (columns + 1)).fill(level);
  for (let i = 0; i < rows; i++) data.set(X.data.subarray(i * columns, (i + 1) * columns), i * (columns + 1));
  return new NDArray(data, [rows, columns + 1]);
}
