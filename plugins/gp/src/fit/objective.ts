import type { ValueAndGradient } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { evidence } from "./evidence.js";
import type { Problem } from "./posterior.js";
import type { SearchSpace } from "./search-space.js";

/**
 * The negative log marginal likelihood, less the log prior, over the free hyper-parameters' logarithms, with its
 * gradient; +Infinity where the covariance matrix cannot be factored. `count` is called at every evaluation.
 */
export function objectiveOf(problem: Problem, kernel: Covariance, space: SearchSpace, count: () => void) {
  return (place: Float64Array): ValueAndGradient => {
    count();
    const values = space.values(place);
    const prior = space.logPrior(values);
    const noise = values.pop()!;
    const evaluate = kernel.bind(values, problem.X.shape[1]);
    const found = attempt(() => evidence(problem, evaluate, noise, values.length));
    if (!found || !Number.isFinite(found.value)) {
      return { value: Number.POSITIVE_INFINITY, gradient: new Float64Array(place.length) };
    }
    return {
      value: -found.value - prior.value,
      gradient: Float64Array.from(space.free, (p) => -found.gradient[p] - prior.gradient[p]),
    };
  };
}

/** The result, or `undefined` where the computation has none that can be trusted. */
export function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}
