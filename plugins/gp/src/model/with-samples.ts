import { type GaussianPredictive, type MixturePredictive, NDArray, randomStream } from "@mesoscope/core";
import { type Displayable, displaySymbol, type Predictive } from "@mesoscope/sdk";

/** Predictions with joint samples of their own. */
export interface SampledPredictive extends Predictive, Displayable {
  readonly mean: NDArray;
  readonly std: NDArray;
  quantile(probability: number): NDArray;
  interval(level: number): { lower: NDArray; upper: NDArray };
  sample(count: number, options?: { seed?: number }): NDArray;
}

/** The predictions of `law`, entry by entry, with samples that are drawn by `sample`, of shape [count, n]. */
export function withSamples(
  law: GaussianPredictive | MixturePredictive,
  sample: (count: number, seed: number) => NDArray,
): SampledPredictive {
  return {
    mean: law.mean,
    std: law.std,
    quantile: (probability) => law.quantile(probability),
    interval: (level) => law.interval(level),
    sample: (count, { seed = 0 } = {}) => sample(count, seed),
    [Symbol.for("nodejs.util.inspect.custom")]: () => String(law),
    [displaySymbol]: () => law[displaySymbol](),
  };
}

/** The same, where `draw` makes one sample from a seed. */
export function withDraws(law: GaussianPredictive, draw: (seed: number) => Float64Array): SampledPredictive {
  return withSamples(law, (count, seed) => {
    const stream = randomStream(seed);
    const size = law.mean.size;
    const draws = new NDArray(new Float64Array(count * size), [count, size]);
    for (let k = 0; k < count; k++) draws.data.set(draw(stream.integer(2 ** 31)), k * size);
    return draws;
  });
}
