import { checkPositive, type Predictive, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { zeros } from "../arrays/create.js";
import { NDArray } from "../arrays/nd-array.js";
import { randomStream } from "../random/random-stream.js";
import { positionOfShare } from "./distributions/weights.js";
import { mixtureQuantile } from "./mixture-quantile.js";
import { ShownPredictive } from "./shown-predictive.js";
import { stretchedPredictive } from "./stretched-predictive.js";

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
export class MixturePredictive extends ShownPredictive {
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly weights: NDArray;
  protected readonly kind = "mixture prediction";
  readonly #parts: readonly Predictive[];

  /** @internal */
  constructor(parts: readonly Predictive[], weights: NDArray) {
    super();
    check(parts, weights);
    this.#parts = parts;
    this.weights = weights;
    const mean = new Float64Array(parts[0]!.mean.data.length);
    const variance = new Float64Array(mean.length);
    parts.forEach((part, k) => {
      for (let i = 0; i < mean.length; i++) mean[i]! += weights.data[k]! * part.mean.data[i]!;
    });
    parts.forEach((part, k) => {
      for (let i = 0; i < mean.length; i++) {
        variance[i]! += weights.data[k]! * (part.std.data[i]! ** 2 + (part.mean.data[i]! - mean[i]!) ** 2);
      }
    });
    this.mean = new NDArray(mean);
    this.std = new NDArray(variance.map(Math.sqrt));
  }

  quantile(probability: number): NDArray {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one from 0 to 1.`);
    }
    const parts = this.#parts.filter((_, k) => this.weights.data[k]! > 0);
    const weights = this.weights.data.filter((weight) => weight > 0);
    const [means, stds] = [new Float64Array(parts.length), new Float64Array(parts.length)];
    return this.mean.map((_, i) => {
      parts.forEach((part, k) => {
        means[k] = part.mean.data[i]!;
        stds[k] = part.std.data[i]!;
      });
      return mixtureQuantile(probability, weights, means, stds);
    });
  }

  /** `count` draws, of shape [count, n]; one draw comes from one model in all its entries. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const stream = randomStream(options.seed);
    const n = this.mean.size;
    const draws = zeros([count, n]);
    const chosen = Array.from({ length: count }, () => positionOfShare(this.weights.data, stream.uniform()));
    const rowsOf = Map.groupBy(chosen.keys(), (row) => chosen[row]!);
    for (const [k, rows] of rowsOf) {
      const { data } = this.#parts[k]!.sample(rows.length, { seed: stream.child(k).integer(2 ** 31) });
      rows.forEach((row, at) => {
        draws.data.set(data.subarray(at * n, (at + 1) * n), row * n);
      });
    }
    return draws;
  }

  /**
   * The same with all deviations from the mean times `factor`, as where a spread turned out too small or too large.
   *
   * @example
   * const parts = [0, 4].map((mean) => gaussianPredictive({ mean: [mean], std: [1] }));
   * const [before, after] = [mixturePredictive(parts, [0.5, 0.5]), mixturePredictive(parts, [0.5, 0.5]).inflated(2)];
   * allClose(after.std, multiply(before.std, 2)); // true
   *
   * @throws ValueError BAD_OPTION
   */
  inflated(factor: number): MixturePredictive {
    checkPositive("MixturePredictive.inflated", "factor", factor);
    return new MixturePredictive(
      this.#parts.map((part) => stretchedPredictive(part, this.mean, factor)),
      this.weights,
    );
  }
}

function check(parts: readonly Predictive[], weights: NDArray): void {
  if (!Array.isArray(parts) || parts.some((part) => typeof part?.mean?.data?.length !== "number")) {
    throw new ValueError(
      "BAD_VALUE",
      "mixturePredictive: found other than predictions. Give a list of what predictive returns.",
    );
  }
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
  const n = parts[0]!.mean.data.length;
  const other = parts.findIndex(({ mean }) => mean.data.length !== n);
  if (other < 0) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `mixturePredictive: prediction ${other} has ${parts[other]!.mean.data.length} entries but prediction 0 has ${n}. Predict at the same points.`,
  );
}
