import { type NDArray, NDArray as Numbers, normalCdf, randomStream } from "@mesoscope/core";
import { type Predictive, ValueError } from "@mesoscope/sdk";

/** Predictions of targets that are 0 or 1; the mean is the probability of 1. */
export class BernoulliPredictive implements Predictive {
  readonly mean: NDArray;
  readonly std: NDArray;

  /** @internal */
  constructor(probability: NDArray) {
    this.mean = probability;
    this.std = probability.map((value) => Math.sqrt(value * (1 - value)));
  }

  /** The smaller of 0 and 1 that the target does not exceed with a probability. */
  quantile(probability: number): NDArray {
    if (!(probability > 0 && probability < 1)) {
      throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one between 0 and 1.`);
    }
    return this.mean.map((value) => Number(1 - value < probability));
  }

  /** Bounds between which each target lies with probability `level`, at least. */
  interval(level: number): { lower: NDArray; upper: NDArray } {
    if (!(level > 0 && level < 1)) {
      throw new ValueError("BAD_PROBABILITY", `interval: the level is ${level}. Give one between 0 and 1.`);
    }
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  /** Draws of the targets, each by itself, of shape [count, n]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const size = this.mean.size;
    const draws = randomStream(options.seed ?? 0).uniforms([count, size]);
    return new Numbers(
      draws.data.map((value, at) => Number(value < this.mean.data[at % size])),
      [count, size],
    );
  }
}

/** The probability of 1 where the function is normal. */
export function probabilityOfOne(mean: number, variance: number): number {
  return normalCdf(mean / Math.sqrt(1 + variance));
}
