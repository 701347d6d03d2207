import { type NDArray, normalQuantile } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type ProbabilisticModel,
  plainTable,
  shortNumber,
} from "@mesoscope/sdk";
import { ConformalPredictive } from "./conformal-predictive.js";

/** A model and the scores of the rows that it has not seen. */
export interface Fold {
  readonly model: ProbabilisticModel<ArrayLike>;
  /** `(y − mean) / std`. */
  readonly scores: readonly number[];
}

const shownLevels = [0.5, 0.8, 0.9, 0.95];
const headings = ["level", "half width in standard deviations", "of a normal distribution"];

/**
 * A model whose intervals are calibrated on rows that it has not seen; `conformal(…).fit` makes it.
 *
 * @example
 * const X = Array.from({ length: 30 }, (_, i) => i / 10);
 * const model = await conformal(gaussianProcess(), { folds: 3 }).fit(X, X.map(Math.cos));
 * model.scores.length; // 30
 */
export class ConformalModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #folds: readonly Fold[];
  readonly #method: string;

  /** @internal */
  constructor(folds: readonly Fold[], method: string) {
    this.#folds = folds;
    this.#method = method;
  }

  /** `|y − mean| / std` of every row that was predicted unseen, ascending. */
  get scores(): readonly number[] {
    return this.#folds.flatMap(({ scores }) => scores.map(Math.abs)).toSorted((a, b) => a - b);
  }

  /** The mean over the models of all folds, of shape [n]. */
  predict(X: ArrayLike): NDArray {
    return this.predictive(X).mean;
  }

  /** The predictions with calibrated intervals. */
  predictive(X: ArrayLike): ConformalPredictive {
    return new ConformalPredictive(
      this.#folds.map(({ model, scores }) => {
        const { mean, std } = model.predictive(X);
        return { mean: mean.data, std: std.data, scores };
      }),
    );
  }

  /** Plain data; the models of the folds are written by their own `toJSON`, and `loadConformal` reads it. */
  toJSON() {
    const folds = this.#folds.map(({ model, scores }) => ({ model: model.toJSON(), scores }));
    return { type: "conformal", version: 1, method: this.#method, folds };
  }

  [displaySymbol](): MimeBundle {
    const title = this.#title();
    return { "text/plain": this.toString(), "text/html": htmlTable({ caption: title, headings, rows: this.#rows() }) };
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #title(): string {
    const { length } = this.scores;
    return `Conformal intervals (${this.#method}) from ${length} unseen rows in ${this.#folds.length} fold(s)`;
  }

  #rows(): string[][] {
    const { scores } = this;
    return shownLevels.map((level) => {
      const rank = Math.ceil((scores.length + 1) * level);
      const width = rank > scores.length ? "∞ (too few rows)" : shortNumber(scores[rank - 1]);
      return [String(level), width, shortNumber(normalQuantile((1 + level) / 2))];
    });
  }
}
