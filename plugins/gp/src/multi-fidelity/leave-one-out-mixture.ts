import { normalCdf, normalQuantile } from "@mesoscope/core";
import type { ConditionedProcess } from "./conditioned-process.js";

/** What a posterior over hyper-parameters says of each target, had it not seen it. */
export interface LeaveOneOutScores {
  /** Log density of every target. */
  readonly logDensities: Float64Array;
  /** Probability below every target. */
  readonly probabilities: Float64Array;
}

/**
 * Scores of the last targets of `y`, by weighting the draws as if they had been made without the target.
 *
 * @see Vehtari, Gelman & Gabry, Practical Bayesian model evaluation using leave-one-out cross-validation, Statistics and
 *   Computing 27 (2017) 1413, section 2.1
 */
export function leaveOneOutMixture(
  processes: readonly ConditionedProcess[],
  y: Float64Array,
  count = y.length,
): LeaveOneOutScores {
  const all = processes.map((process) => process.leaveOneOut());
  const probabilities = new Float64Array(count);
  const logDensities = Float64Array.from({ length: count }, (_, at) => {
    const i = y.length - count + at;
    const z = all.map(({ mean, variance }) => (y[i] - mean[i]) / Math.sqrt(variance[i]));
    const surprise = z.map((value, s) => 0.5 * (value * value + Math.log(2 * Math.PI * all[s].variance[i])));
    const most = Math.max(...surprise);
    const weights = surprise.map((value) => Math.exp(value - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    probabilities[at] = weights.reduce((sum, weight, s) => sum + (weight / total) * normalCdf(z[s]), 0);
    return -(most + Math.log(total / all.length));
  });
  return { logDensities, probabilities };
}

const smallest = 1e-15;

/** The |z| of a normal target that lies where each probability says. */
export function scoresOf(probabilities: Float64Array): number[] {
  return Array.from(probabilities, (p) => Math.abs(normalQuantile(Math.min(Math.max(p, smallest), 1 - smallest))));
}
