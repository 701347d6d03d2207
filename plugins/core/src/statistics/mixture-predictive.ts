import {
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Predictive,
  plainTable,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { randomStream } from "../random/random-stream.js";
import { normalCdf } from "./normal-distribution.js";

/**
 * Predictions of several models as one: a draw comes from model k with the probability of its weight.
 *
 * Intervals and quantiles take each model's prediction as normal.
 *
 * @example
 * const low = gaussianPredictive({ mean: [0], std: [1] });
 * const high = gaussianPredictive({ mean: [4], std: [1] });
 * const mixture = mixturePredictive([low, high], [0.5, 0.5]);
 * allClose(mixture.mean, [2]); // true
 * mixture.std.data[0].toFixed(4); // "2.2361"
 *
 * @throws ValueError EMPTY, BAD_VALUE; ShapeError SHAPE_MISMATCH
 */
export function mixturePredictive(predictions: readonly Predictive[], weights: ArrayInput): MixturePredictive {
  return new MixturePredictive(predictions, asVector(weights, "mixturePredictive: weights"));
}

/** Predictions that are mixtures of normal ones; made by `mixturePredictive`. */
export class MixturePredictive implements Predictive {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly weights: NDArray;
  readonly #parts: readonly Predictive[];

  /** @internal */
  constructor(parts: readonly Predictive[], weights: NDArray) {
    check(parts, weights);
    this.#parts = parts;
    this.weights = weights;
    const n = parts[0].mean.data.length;
    const average = (value: (part: Predictive, i: number) => number) =>
      new NDArray(
        Float64Array.from({ length: n }, (_, i) =>
          parts.reduce((sum, part, k) => sum + weights.data[k] * value(part, i), 0),
        ),
      );
    const mean = average((part, i) => part.mean.data[i]);
    this.mean = mean;
    this.std = average((part, i) => part.std.data[i] ** 2 + (part.mean.data[i] - mean.data[i]) ** 2).map(Math.sqrt);
  }

  quantile(probability: number): NDArray {
    if (!(probability > 0 && probability < 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `MixturePredictive.quantile: the probability is ${probability}. Give one between 0 and 1.`,
      );
    }
    const outer = this.#parts.map((part) => part.quantile(probability).data);
    return this.mean.map((_, i) => {
      const ends = outer.filter((_, k) => this.weights.data[k] > 0).map((quantiles) => quantiles[i]);
      return this.#invert(i, probability, Math.min(...ends), Math.max(...ends));
    });
  }

  interval(level: number): { lower: NDArray; upper: NDArray } {
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  /** `count` draws, of shape [count, n]; one draw comes from one model in all its entries. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const stream = randomStream(options.seed);
    const drawn = this.#parts.map((part, k) => part.sample(count, { seed: stream.child(k + 1).integer(2 ** 31) }));
    const n = this.mean.size;
    const draws = new NDArray(new Float64Array(count * n), [count, n]);
    for (let row = 0; row < count; row++) {
      const k = this.#pick(stream.uniform());
      draws.data.set(drawn[k].data.subarray(row * n, (row + 1) * n), row * n);
    }
    return draws;
  }

  [displaySymbol](): MimeBundle {
    const { lower, upper } = this.interval(0.95);
    const short = (value: number) => String(Number(value.toPrecision(6)));
    const shown = Math.min(this.mean.size, 12);
    const table = {
      caption: `${this.mean.size} predictions, mixtures of ${this.#parts.length}${shown < this.mean.size ? `; the first ${shown}` : ""}`,
      headings: ["", "mean", "std", "95 % from", "to"],
      rows: Array.from({ length: shown }, (_, i) => [
        String(i),
        ...[this.mean, this.std, lower, upper].map(({ data }) => short(data[i])),
      ]),
    };
    return { "text/plain": plainTable(table), "text/html": htmlTable(table) };
  }

  #cdf(i: number, value: number): number {
    return this.#parts.reduce((sum, { mean, std }, k) => {
      const distance = value - mean.data[i];
      const below = std.data[i] > 0 ? normalCdf(distance / std.data[i]) : Number(distance >= 0);
      return sum + this.weights.data[k] * below;
    }, 0);
  }

  /** The mixture's quantile lies between those of its parts. */
  #invert(i: number, probability: number, from: number, to: number): number {
    let [low, high] = [from, to];
    for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
      if (this.#cdf(i, middle) < probability) low = middle;
      else high = middle;
    }
    return high;
  }

  #pick(uniform: number): number {
    let rest = uniform;
    for (let k = 0; k < this.weights.size - 1; k++) {
      rest -= this.weights.data[k];
      if (rest < 0) return k;
    }
    return this.weights.size - 1;
  }
}

function check(parts: readonly Predictive[], weights: NDArray): void {
  if (parts.length === 0) {
    throw new ValueError("EMPTY", "mixturePredictive: there are no predictions. Give at least one.");
  }
  const total = weights.data.reduce((sum, weight) => sum + weight, 0);
  if (weights.size !== parts.length || weights.data.some((weight) => !(weight >= 0)) || Math.abs(total - 1) > 1e-6) {
    throw new ValueError(
      "BAD_VALUE",
      `mixturePredictive: the weights of ${parts.length} predictions are [${weights.data}]. Give one from 0 for each, adding up to 1.`,
    );
  }
  const n = parts[0].mean.data.length;
  const other = parts.findIndex(({ mean }) => mean.data.length !== n);
  if (other < 0) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `mixturePredictive: prediction ${other} has ${parts[other].mean.data.length} entries but prediction 0 has ${n}. Predict at the same points.`,
  );
}
