import { NDArray, randomStream } from "@mesoscope/core";
import {
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Predictive,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";

/** What one fold's model says of the points asked for, and its scores. */
export interface FoldPrediction {
  readonly mean: Float64Array;
  readonly std: Float64Array;
  /** `(y − mean) / std` of the rows it has not seen. */
  readonly scores: readonly number[];
}

const rowsShown = 12;
const headings = ["", "mean", "std", "90 % from", "to"];

/** Predictions with conformal intervals: infinite where a level asks for more rows than there were. */
export class ConformalPredictive implements Predictive, Displayable {
  readonly mean: NDArray;
  /** Of the model's errors as they were found, scaled to each point. */
  readonly std: NDArray;
  readonly #folds: readonly FoldPrediction[];

  /** @internal */
  constructor(folds: readonly FoldPrediction[]) {
    const average = (values: (fold: FoldPrediction) => Float64Array) =>
      new NDArray(values(folds[0]).map((_, i) => folds.reduce((sum, fold) => sum + values(fold)[i], 0) / folds.length));
    const scores = folds.flatMap((fold) => fold.scores);
    const spread = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
    this.#folds = folds;
    this.mean = average(({ mean }) => mean);
    this.std = average(({ std }) => std).map((value) => value * spread);
  }

  /** Lower ends are the `⌊(1 − level)(n + 1)⌋`-th smallest of `mean − |score| std` over all rows, upper ones likewise. */
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

  /** Means with scores drawn from those found, entries independent, of shape [count, n]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    const stream = randomStream(options.seed);
    const rows = this.#folds.flatMap((fold) => fold.scores.map((score) => ({ fold, score })));
    const size = this.mean.size;
    const draws = new NDArray(new Float64Array(count * size), [count, size]);
    for (let at = 0; at < draws.size; at++) {
      const { fold, score } = rows[stream.integer(rows.length)];
      draws.data[at] = fold.mean[at % size] + score * fold.std[at % size];
    }
    return draws;
  }

  toString(): string {
    return `${this.mean.size} conformal predictions\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [displaySymbol](): MimeBundle {
    const title = `${this.mean.size} conformal predictions`;
    return { "text/plain": this.toString(), "text/html": htmlTable({ caption: title, headings, rows: this.#rows() }) };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The `⌈level (n + 1)⌉`-th smallest of `sign · mean + |score| std` over all rows; infinite where there are fewer. */
  #end(level: number, sign: number): NDArray {
    return this.mean.map((_, i) => {
      const ends = this.#folds.flatMap(({ mean, std, scores }) =>
        scores.map((score) => sign * mean[i] + (score === 0 ? 0 : Math.abs(score) * std[i])),
      );
      const rank = Math.ceil(level * (ends.length + 1) - 1e-9);
      return sign * (ends.sort((a, b) => a - b)[rank - 1] ?? Number.POSITIVE_INFINITY);
    });
  }

  #rows(): string[][] {
    const { lower, upper } = this.interval(0.9);
    return Array.from({ length: Math.min(this.mean.size, rowsShown) }, (_, i) => [
      String(i),
      ...[this.mean, this.std, lower, upper].map(({ data }) => shortNumber(data[i])),
    ]);
  }
}
