import { normalQuantile } from "@mesoscope/core";

const level = 0.95;

/**
 * By how much standard deviations must grow so that 95 % intervals hold what they missed, at least 1.
 *
 * `scores` are |z| of targets that the model had not seen. With fewer than 19 of them the largest is compared with the
 * quantile that it estimates.
 *
 * @see Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World (2005), section 2.2
 */
export function inflationOf(scores: readonly number[]): number {
  const n = scores.length;
  const rank = Math.min(Math.ceil((n + 1) * level), n);
  const reached = Math.min(level, n / (n + 1));
  const score = scores.toSorted((a, b) => a - b)[rank - 1];
  return Math.max(1, score / normalQuantile((1 + reached) / 2));
}
