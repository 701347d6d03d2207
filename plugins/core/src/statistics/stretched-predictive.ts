import type { Predictive } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";

/** The predictions with all deviations from `center`, an entry for each, times `factor`. */
export function stretchedPredictive(predictive: Predictive, center: NDArray, factor: number): Predictive {
  const n = center.size;
  const moved = ({ data, shape }: { data: Float64Array; shape: readonly number[] }) =>
    new NDArray(
      data.map((value, at) => center.data[at % n]! + factor * (value - center.data[at % n]!)),
      shape,
    );
  return {
    mean: moved(predictive.mean),
    std: new NDArray(predictive.std.data.map((value) => factor * value)),
    interval(level) {
      const { lower, upper } = predictive.interval(level);
      return { lower: moved(lower), upper: moved(upper) };
    },
    quantile: (probability) => moved(predictive.quantile(probability)),
    sample: (count, options) => moved(predictive.sample(count, options)),
  };
}
