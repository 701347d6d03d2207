import type { NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { Sites } from "./gaussian-sites.js";

/** How the log probability of a target depends on the mean of the Gaussian about the function at its row. */
export interface Tilt {
  readonly log: number;
  /** The first derivative by the mean, and less the second. */
  readonly gradient: number;
  readonly curvature: number;
}

/** What is known of a row when its own target is left out. */
export interface Cavity {
  readonly mean: number;
  readonly variance: number;
}

export interface PropagatedSites extends Sites {
  readonly cavities: readonly Cavity[];
  readonly tilts: readonly Tilt[];
}

const maximumSweeps = 200;
const tolerance = 1e-7;
const widest = 1e10;

/**
 * Gaussian sites by expectation propagation, one row after the other, with rank-one updates.
 *
 * Targets whose likelihood is itself Gaussian are settled in the first sweep.
 *
 * @param tilt of row `i`, given its cavity
 * @throws NumericError NOT_CONVERGED
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), section 3.6
 */
export function propagate(prior: NDArray, tilt: (i: number, cavity: Cavity) => Tilt): PropagatedSites {
  const n = prior.shape[0];
  const covariance = prior.data.slice();
  const mean = new Float64Array(n);
  const precision = new Float64Array(n);
  const shift = new Float64Array(n);
  const scale = Float64Array.from(mean, (_, i) => prior.data[i * (n + 1)]);

  for (let sweep = 0; sweep < maximumSweeps; sweep++) {
    let change = 0;
    for (let i = 0; i < n; i++) {
      const cavity = cavityOf(i);
      const { gradient, curvature } = tilt(i, cavity);
      const shrink = 1 - cavity.variance * curvature;
      const precisionStep = Math.max(curvature / shrink, 1 / (widest * scale[i])) - precision[i];
      const shiftStep = (gradient + cavity.mean * curvature) / shrink - shift[i];
      precision[i] += precisionStep;
      shift[i] += shiftStep;
      change = Math.max(change, update(i, precisionStep, shiftStep));
    }
    if (change < tolerance) return finish();
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `expectation propagation did not settle in ${maximumSweeps} sweeps. Check the targets, or let the noise be larger.`,
  );

  function cavityOf(i: number): Cavity {
    const own = covariance[i * (n + 1)];
    const variance = 1 / (1 / own - precision[i]);
    return { mean: variance * (mean[i] / own - shift[i]), variance };
  }

  /** The posterior after a change of one site; returns by how many standard deviations its mean and variance moved. */
  function update(i: number, precisionStep: number, shiftStep: number): number {
    const column = Float64Array.from({ length: n }, (_, k) => covariance[k * n + i]);
    const own = column[i];
    const denominator = 1 + precisionStep * own;
    const pull = (shiftStep - precisionStep * mean[i]) / denominator;
    for (let k = 0; k < n; k++) {
      mean[k] += pull * column[k];
      const scaled = (precisionStep / denominator) * column[k];
      for (let j = 0; j < n; j++) covariance[k * n + j] -= scaled * column[j];
    }
    return Math.abs(pull) * Math.sqrt(own) + Math.abs(precisionStep * own);
  }

  function finish(): PropagatedSites {
    const cavities = Array.from({ length: n }, (_, i) => cavityOf(i));
    const tilts = cavities.map((cavity, i) => tilt(i, cavity));
    const variances = precision.map((value) => 1 / value);
    const targets = shift.map((value, i) => value / precision[i]);
    const logCorrection = tilts.reduce((total, { log }, i) => {
      const variance = cavities[i].variance + variances[i];
      const misfit = (cavities[i].mean - targets[i]) ** 2 / variance;
      return total + log + 0.5 * (Math.log(2 * Math.PI * variance) + misfit);
    }, 0);
    return { targets, variances, logCorrection, cavities, tilts };
  }
}
