import { NDArray, randomStream, ShownPredictive } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import type { Calibration } from "./calibration.js";

/** Predictions with calibrated intervals, of shape [n] or [n, …outputs]. */
export class ConformalIntervalsPredictive extends ShownPredictive {
  protected readonly kind = "conformal prediction";
  readonly mean: NDArray;
  /** The root mean square of the errors found, scaled to each point. */
  readonly std: NDArray;
  readonly #scale: NDArray;
  readonly #calibration: Calibration;

  /** @internal */
  constructor(mean: NDArray, scale: NDArray, calibration: Calibration) {
    super();
    this.mean = mean;
    this.std = calibration.stretched(scale, (output) => calibration.spread(output));
    this.#scale = scale;
    this.#calibration = calibration;
  }

  /**
   * The end of the central interval that leaves out `probability` below, or what remains above; infinite where that asks
   * for more unseen rows than there were.
   */
  quantile(probability: number): NDArray {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one from 0 to 1.`);
    }
    const level = Math.abs(2 * probability - 1);
    if (level === 0) return this.mean;
    const reach = this.#calibration.stretched(this.#scale, (output) => this.#calibration.width(level, output));
    return this.mean.map((center, at) => center + Math.sign(probability - 0.5) * reach.data[at]);
  }

  /** Predictions with errors drawn from those found, all outputs of a row together; of shape [count, n, …outputs]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const stream = randomStream(options.seed);
    const { scores, rows, outputs } = this.#calibration;
    const size = this.mean.size;
    const draws = new Float64Array(count * size);
    for (let at = 0; at < draws.length; at += outputs) {
      const row = stream.integer(rows);
      for (let k = 0; k < outputs; k++) {
        const [point, score] = [(at + k) % size, scores.data[row * outputs + k]];
        draws[at + k] = this.mean.data[point] + (score === 0 ? 0 : score * this.#scale.data[point]);
      }
    }
    return new NDArray(draws, [count, ...this.mean.shape]);
  }
}
