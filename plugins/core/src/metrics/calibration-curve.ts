import { displaySymbol, type MimeBundle, type Predictive, shortNumber } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { mean } from "../arrays/reduce.js";
import { grey, vegaFigure } from "../statistics/vega-figure.js";
import { targetsOf } from "./check-predictive.js";
import { probabilityIntegral } from "./probability-integral.js";

const steps = 20;

/**
 * How far predictions may be trusted: which share of the targets lies within the central intervals of each level.
 *
 * @example
 * const y = randomStream(1).normals(500);
 * const honest = gaussianPredictive({ mean: new Float64Array(500), std: new Float64Array(500).fill(1) });
 * calibrationCurve(y, honest).error < 0.05; // true
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 * @see Gneiting, Balabdaoui & Raftery, J. R. Stat. Soc. B 69 (2007) 243; Kuleshov, Fenner & Ermon, ICML (2018)
 */
export function calibrationCurve(y: ArrayInput, predictive: Predictive): CalibrationCurve {
  return new CalibrationCurve(y, predictive);
}

/** The reliability of predictions; `calibrationCurve` makes one. */
export class CalibrationCurve {
  /** Of central intervals, of shape [19]: 0.05, 0.1, …, 0.95. */
  readonly levels: NDArray;
  /** The share of targets within the interval of each level; equal to the level for honest predictions. */
  readonly coverage: NDArray;
  /** The mean distance between coverage and level. */
  readonly error: number;
  /** The mean standard deviation of the predictions, in the unit of y: among honest ones, less is better. */
  readonly sharpness: number;
  /** The probability given to values up to each target, of shape [n]. */
  readonly probabilityIntegral: NDArray;

  /** @internal */
  constructor(y: ArrayInput, predictive: Predictive) {
    targetsOf("calibrationCurve", y, predictive);
    this.probabilityIntegral = probabilityIntegral(y, predictive);
    this.levels = new NDArray(Float64Array.from({ length: steps - 1 }, (_, k) => (k + 1) / steps));
    const distance = this.probabilityIntegral.map((share) => 2 * Math.abs(share - 0.5));
    this.coverage = this.levels.map((level) => mean(distance.map((d) => Number(d <= level))));
    this.error = mean(this.coverage.map((share, k) => Math.abs(share - this.levels.data[k]!)));
    this.sharpness = mean(new NDArray(predictive.std.data));
  }

  toString(): string {
    const [half, most] = [this.coverage.data[9]!, this.coverage.data.at(-1)!];
    return (
      `calibration of ${this.probabilityIntegral.size} predictions: error ${shortNumber(this.error)}, 50 % intervals ` +
      `hold ${shortNumber(100 * half)} %, 95 % intervals hold ${shortNumber(100 * most)} %, mean std ${shortNumber(this.sharpness)}`
    );
  }

  [displaySymbol](): MimeBundle {
    const ends = [0, 1];
    const text = {
      title: "reliability",
      description: `${this}.`,
      x: "level of the interval",
      y: "share of targets inside",
    };
    return {
      "text/plain": String(this),
      "application/vnd.vegalite.v5+json": vegaFigure(text, [
        { mark: "dashes", x: ends, y: ends, color: grey },
        { mark: "line", x: this.levels.data, y: this.coverage.data },
        { mark: "point", x: this.levels.data, y: this.coverage.data },
      ]),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }
}
