import { type ArrayInput, add, type NDArray } from "@mesoscope/core";
import type { Predictive } from "@mesoscope/sdk";

/** The same uncertainty about another centre: `offset`, of shape [n], is added to every prediction. */
export function shiftPredictive(predictive: Predictive, offset: NDArray): Predictive {
  const shifted = (values: ArrayInput) => add(values, offset);
  return {
    mean: shifted(predictive.mean),
    std: predictive.std,
    quantile: (probability) => shifted(predictive.quantile(probability)),
    interval(level) {
      const { lower, upper } = predictive.interval(level);
      return { lower: shifted(lower), upper: shifted(upper) };
    },
    sample: (count, options) => shifted(predictive.sample(count, options)),
  };
}
