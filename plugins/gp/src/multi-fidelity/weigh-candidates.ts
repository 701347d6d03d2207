import { inflationOf } from "../conformal/inflation-of.js";
import type { ScoredCandidate } from "./fit-candidate.js";
import { scoresOf } from "./leave-one-out-mixture.js";

/** Below 1, since leave-one-out densities of few targets are uncertain themselves. */
const trust = 0.5;
/** Candidates of less weight are left out. */
const smallest = 0.01;

/** What each candidate counts in the prediction, and by how much the standard deviations of all grow. */
export interface Weighing {
  readonly weights: readonly number[];
  readonly inflation: number;
}

/**
 * Weights from the leave-one-out density of the targets of the highest level, each to the power of a half.
 *
 * @see Yao, Vehtari, Simpson & Gelman, Using stacking to average Bayesian predictive distributions, Bayesian Analysis 13
 *   (2018) 917, section 3.2
 */
export function weighCandidates(candidates: readonly ScoredCandidate[]): Weighing {
  // Where levels share points, the highest one does not tell how well the lower ones are interpolated.
  const bestBelow = Math.max(
    ...candidates.filter(({ candidate }) => candidate.link !== "none").map((one) => one.lowerLogDensity),
  );
  const logs = candidates.map(({ candidate, scores, lowerLogDensity }) => {
    const own = scores.logDensities.reduce((sum, value) => sum + value, 0);
    return trust * (candidate.link === "none" ? own : own + lowerLogDensity - bestBelow);
  });
  const best = Math.max(...logs);
  const relative = logs.map((value) => Math.exp(value - best));
  const sum = relative.reduce((total, value) => total + value, 0);
  const kept = relative.map((value) => (value < smallest * sum ? 0 : value));
  const total = kept.reduce((all, value) => all + value, 0);
  const weights = kept.map((value) => value / total);
  const probabilities = candidates[0].scores.probabilities.map((_, i) =>
    candidates.reduce((all, { scores }, k) => all + weights[k] * scores.probabilities[i], 0),
  );
  return { weights, inflation: inflationOf(scoresOf(probabilities)) };
}
