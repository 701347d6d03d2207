import type { NDArray } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { normalTail } from "../normal-tail.js";

/** What an acquisition may look at: a process of the objective, which is minimised, over the unit cube. */
export interface SearchState {
  readonly model: GaussianProcessModel;
  /** The lowest value so far. */
  readonly best: number;
}

/** How much a new evaluation is worth; larger is better. */
export interface Acquisition {
  readonly name: string;
  /** Whether a score takes so long that few candidates can be tried; false unless given. */
  readonly isDear?: boolean;
  /** One number per row of `points`, of the unit cube, on a scale to which logarithms of probabilities may be added. */
  score(state: SearchState, points: NDArray): Float64Array;
  toJSON(): { readonly name: string };
}

/**
 * By how much an evaluation is expected to undercut the best value, on a logarithmic scale, so that it still tells places
 * apart where next to nothing is expected.
 *
 * @example
 * expectedImprovement().name; // "expectedImprovement"
 *
 * @see Jones, Schonlau & Welch, J. Global Optim. 13 (1998) 455; Ament et al., Unexpected improvements to expected
 *   improvement for Bayesian optimization, NeurIPS 2023
 */
export function expectedImprovement(): Acquisition {
  const name = "expectedImprovement";
  return {
    name,
    score({ model, best }, points) {
      const { mean, std } = model.predictive(points, { noise: false });
      return mean.data.map((value, i) => logExpectedImprovement(value, std.data[i], best));
    },
    toJSON: () => ({ name }),
  };
}

/** `log E[max(best − Y, 0)]` for normal Y; −Infinity where nothing can be gained. */
export function logExpectedImprovement(mean: number, std: number, best: number): number {
  if (std === 0) return Math.log(Math.max(best - mean, 0));
  const { log, excess } = normalTail((best - mean) / std);
  return Math.log(std) + log + Math.log(excess);
}

/**
 * How low the value may be: `mean − confidence · std`, 2 standard deviations unless given.
 *
 * @example
 * lowerConfidenceBound({ confidence: 3 }).name; // "lowerConfidenceBound"
 *
 * @throws ValueError BAD_OPTION
 * @see Srinivas et al., IEEE Trans. Inf. Theory 58 (2012) 3250
 */
export function lowerConfidenceBound(options: { readonly confidence?: number } = {}): Acquisition {
  const name = "lowerConfidenceBound";
  checkOptions(name, options, ["confidence"]);
  const { confidence = 2 } = options;
  if (!(confidence >= 0 && confidence < Number.POSITIVE_INFINITY)) {
    throw new ValueError("BAD_OPTION", `${name}: confidence is ${confidence}. Give a number from 0, such as 2.`);
  }
  return {
    name,
    score({ model }, points) {
      const { mean, std } = model.predictive(points, { noise: false });
      return mean.data.map((value, i) => confidence * std.data[i] - value);
    },
    toJSON: () => ({ name, confidence }),
  };
}
