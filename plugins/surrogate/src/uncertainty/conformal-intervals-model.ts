import type { ArrayModel, NDArray } from "@mesoscope/core";
import { type ArrayLike, type ProbabilisticModel, ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";
import type { Calibration } from "./calibration.js";
import { ConformalIntervalsPredictive } from "./conformal-intervals-predictive.js";
import { hasPredictive } from "./has-predictive.js";
import { scaledPrediction } from "./out-of-fold.js";

const shownLevels = [0.5, 0.8, 0.9, 0.95, 0.99];
const outputsShown = 6;

/** A model with calibrated intervals; `conformalIntervals(…).fit` makes it. */
export class ConformalIntervalsModel<M extends ArrayModel = ArrayModel>
  extends ShownTable
  implements ProbabilisticModel<ArrayLike>
{
  /** What the estimator gave. */
  readonly model: M;
  readonly #calibration: Calibration;

  /** @internal */
  constructor(model: M, calibration: Calibration) {
    super();
    this.model = model;
    this.#calibration = calibration;
  }

  /** Errors of unseen rows, divided by the model's standard deviations where it gives them; of the targets' shape. */
  get scores(): NDArray {
    return this.#calibration.scores;
  }

  /** As that of the model. */
  predict(X: ArrayLike): NDArray {
    return scaledPrediction(this.model, X).mean;
  }

  /** The predictions with calibrated intervals. */
  predictive(X: ArrayLike): ConformalIntervalsPredictive {
    const { mean, scale } = scaledPrediction(this.model, X);
    return new ConformalIntervalsPredictive(mean, scale, this.#calibration);
  }

  /** Plain data; the model is written by its own `toJSON`, and `loadConformalIntervals` reads it. */
  toJSON() {
    return {
      type: "conformalIntervals",
      version: 1,
      model: this.model.toJSON(),
      scores: this.#calibration.scores.toJSON(),
    };
  }

  protected table(): TextTable {
    const outputs = Array.from({ length: Math.min(this.#calibration.outputs, outputsShown) }, (_, k) => k);
    const unit = hasPredictive(this.model) ? "half width in standard deviations" : "half width";
    return {
      caption: `Conformal intervals from ${this.#calibration.rows} unseen rows`,
      headings: ["level", ...outputs.map((k) => (outputs.length === 1 ? unit : `${unit}, output ${k}`))],
      rows: shownLevels.map((level) => [
        `${shortNumber(100 * level)} %`,
        ...outputs.map((k) => shortNumber(this.#calibration.width(level, k))),
      ]),
    };
  }
}
