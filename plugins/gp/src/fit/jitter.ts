import type { CovarianceFunction } from "../covariance/covariance.js";
import { attempt } from "./objective.js";
import { condition, type Problem } from "./posterior.js";

/** What is added to the diagonal where a matrix cannot be factored, relative to the mean diagonal. */
export const jitterLadder = [0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

/** The smallest jitter with which the process can be conditioned; the largest where none helps. */
export function smallestJitter(problem: Omit<Problem, "jitter">, kernel: CovarianceFunction, noise: number): number {
  const found = jitterLadder.find((jitter) => attempt(() => condition({ ...problem, jitter }, kernel, noise)));
  return found ?? jitterLadder.at(-1)!;
}
