import { type GaussianPredictive, gaussianPredictive, type NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type ProbabilisticModel,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { loadGaussianProcess } from "../model/load-gaussian-process.js";
import { inflationOf } from "./inflation-of.js";

const title = "Gaussian process, standard deviations recalibrated by leave-one-out errors";
const headings = ["", "value"];

/**
 * The same process with standard deviations that its leave-one-out errors support: they are multiplied by a factor of at
 * least 1, so that 95 % intervals would have held 95 % of the targets that the model had not seen.
 *
 * Hyper-parameters are kept, which is cheap, and for less than some 50 rows a little flattering; `conformal` fits anew.
 * Censored targets are left out.
 *
 * @example
 * const model = await gaussianProcess().fit([0, 1, 2, 3, 4], [0, 1, 0, -1, 0]);
 * recalibrate(model).factor >= 1; // true
 *
 * @throws ValueError EMPTY where fewer than 3 targets are measured
 */
export function recalibrate(model: GaussianProcessModel): RecalibratedModel {
  const { residual, std } = model.leaveOneOut();
  const scores = Array.from(residual.data, (error, i) => Math.abs(error / std.data[i]));
  const measured = scores.filter((score, i) => !model.data.bounds?.[i] && Number.isFinite(score));
  if (measured.length < 3) {
    throw new ValueError(
      "EMPTY",
      `recalibrate: the model has ${measured.length} measured targets, too few to judge it by. Fit it to at least 3.`,
    );
  }
  return new RecalibratedModel(model, inflationOf(measured));
}

/** A Gaussian process with wider bands; `recalibrate` makes it. */
export class RecalibratedModel implements ProbabilisticModel<ArrayLike>, Displayable {
  /** The process as it was fitted. */
  readonly model: GaussianProcessModel;
  /** By how much standard deviations are multiplied, at least 1. */
  readonly factor: number;

  /** @internal */
  constructor(model: GaussianProcessModel, factor: number) {
    this.model = model;
    this.factor = factor;
  }

  /** As that of the process. */
  predict(X: ArrayLike): NDArray {
    return this.model.predict(X);
  }

  /** As that of the process, wider. Entries of samples vary independently. */
  predictive(X: ArrayLike): GaussianPredictive {
    const { mean, std } = this.model.predictive(X);
    return gaussianPredictive({ mean, std: std.map((value) => value * this.factor) });
  }

  /** Plain data from which `loadRecalibrated` makes the same model. */
  toJSON() {
    return { type: "recalibrated", version: 1, factor: this.factor, model: this.model.toJSON() };
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString(), "text/html": htmlTable({ caption: title, headings, rows: this.#rows() }) };
  }

  toString(): string {
    return `${title}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #rows(): string[][] {
    return [
      ["factor", shortNumber(this.factor)],
      ["kernel", this.model.kernel.name],
      ["rows", String(this.model.data.y.size)],
    ];
  }
}

/**
 * The model that its `toJSON` wrote.
 *
 * @example
 * const model = recalibrate(await gaussianProcess().fit([0, 1, 2, 3], [1, 2, 2, 1]));
 * loadRecalibrated(JSON.parse(JSON.stringify(model))).factor === model.factor; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadRecalibrated(json: unknown): RecalibratedModel {
  const { type, version, factor, model } = (json ?? {}) as ReturnType<RecalibratedModel["toJSON"]>;
  if (type === "recalibrated" && version === 1) return new RecalibratedModel(loadGaussianProcess(model), factor);
  throw new ValueError(
    "BAD_VALUE",
    "loadRecalibrated: the data is no saved recalibrated model. Give what JSON.parse makes of a saved model.",
  );
}
