import { NDArray, randomStream } from "@mesoscope/core";
import {
  counted,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type Predictive,
  plainTable,
  shortNumber,
  type TextTable,
  tableBundle,
  ValueError,
} from "@mesoscope/sdk";
import type { Calibration } from "./calibration.js";

const entriesShown = 12;

/** Predictions with calibrated intervals, of shape [n] or [n, …outputs]. */
export class ConformalIntervalsPredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  /** The root mean square of the errors found, scaled to each point. */
  readonly std: NDArray;
  readonly #scale: NDArray;
  readonly #calibration: Calibration;

  /** @internal */
  constructor(mean: NDArray, scale: NDArray, calibration: Calibration) {
    this.mean = mean;
    this.std = calibration.stretched(scale, (output) => calibration.spread(output));
    this.#scale = scale;
    this.#calibration = calibration;
  }

  /** Central intervals; infinite where the level asks for more unseen rows than there were. */
  interval(level: number): { lower: NDArray; upper: NDArray } {
    if (!(level > 0 && level < 1)) {
      throw new ValueError(
        "BAD_PROBABILITY",
        `interval: the level is ${level}. Give one between 0 and 1, such as 0.95.`,
      );
    }
    return { lower: this.#end(level, -1), upper: this.#end(level, 1) };
  }

  /** The end of the central interval that leaves out `probability` below, or what remains above. */
  quantile(probability: number): NDArray {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ValueError("BAD_PROBABILITY", `quantile: the probability is ${probability}. Give one from 0 to 1.`);
    }
    const level = Math.abs(2 * probability - 1);
    return level === 0 ? this.mean : this.#end(level, Math.sign(probability - 0.5));
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

  toString(): string {
    return plainTable(this.#table());
  }

  [displaySymbol](): MimeBundle {
    return tableBundle(this.#table());
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #end(level: number, sign: number): NDArray {
    const reach = this.#calibration.stretched(this.#scale, (output) => this.#calibration.width(level, output));
    return this.mean.map((center, at) => center + sign * reach.data[at]);
  }

  #table(): TextTable {
    const { lower, upper } = this.interval(0.95);
    const shown = Math.min(this.mean.size, entriesShown);
    return {
      caption: counted(this.mean.size, "conformal prediction"),
      headings: ["", "mean", "std", "95 % from", "to"],
      rows: Array.from({ length: shown }, (_, i) => [
        String(i),
        ...[this.mean, this.std, lower, upper].map(({ data }) => shortNumber(data[i])),
      ]),
    };
  }
}
