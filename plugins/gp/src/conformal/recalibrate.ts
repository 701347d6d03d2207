import { type MixturePredictive, mixturePredictive } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Predictive,
  type ProbabilisticModel,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import type { LeaveOneOut } from "../model/leave-one-out.js";
import { loadGaussianProcess } from "../model/load-gaussian-process.js";
import { inflationOf } from "./inflation-of.js";

/** A model that knows what it would say of every target given all others; `gaussianProcess` fits one. */
export interface LeaveOneOutModel extends ProbabilisticModel<ArrayLike> {
  leaveOneOut(): LeaveOneOut;
  /** Which targets are only bounds, other than 0; none where absent. */
  readonly data?: { readonly bounds?: Int8Array | undefined };
}

const title = "Recalibrated by leave-one-out errors";
const headings = ["what", "value"];

/**
 * The same model with standard deviations that its leave-one-out errors support: they are multiplied by a factor of at
 * least 1, so that 95 % intervals would have held 95 % of the targets that the model had not seen.
 *
 * Takes what has `leaveOneOut`, such as the models of `gaussianProcess` and `stackedGaussianProcess`. Hyper-parameters
 * are kept, which is cheap, and for less than some 50 rows a little flattering; `conformal` fits anew. Censored targets
 * are left out.
 *
 * @example
 * const model = await gaussianProcess().fit([0, 1, 2, 3, 4], [0, 1, 0, -1, 0]);
 * recalibrate(model).factor >= 1; // true
 *
 * @throws ValueError EMPTY where fewer than 3 targets are measured, BAD_VALUE where the model has no `leaveOneOut`
 */
export function recalibrate<M extends LeaveOneOutModel>(model: M): RecalibratedModel<M> {
  if (typeof model?.leaveOneOut !== "function") {
    throw new ValueError(
      "BAD_VALUE",
      "recalibrate: the model cannot leave one row out. Give one of gaussianProcess or stackedGaussianProcess, or use conformal.",
    );
  }
  const { residual, std } = model.leaveOneOut();
  const scores = Array.from(residual.data, (error, i) => Math.abs(error / std.data[i]));
  const measured = scores.filter((score, i) => !model.data?.bounds?.[i] && Number.isFinite(score));
  if (measured.length < 3) {
    throw new ValueError(
      "EMPTY",
      `recalibrate: the model has ${measured.length} measured targets, too few to judge it by. Fit it to at least 3.`,
    );
  }
  return new RecalibratedModel(model, inflationOf(measured));
}

/** A model with wider bands; `recalibrate` makes it. */
export class RecalibratedModel<M extends LeaveOneOutModel = LeaveOneOutModel>
  implements ProbabilisticModel<ArrayLike>, Displayable
{
  /** The model as it was fitted. */
  readonly model: M;
  /** By how much standard deviations are multiplied, at least 1. */
  readonly factor: number;

  /** @internal */
  constructor(model: M, factor: number) {
    this.model = model;
    this.factor = factor;
  }

  /** As that of the model. */
  predict(X: ArrayLike): ReturnType<M["predict"]> {
    return this.model.predict(X) as ReturnType<M["predict"]>;
  }

  /** As that of the model, with all deviations from the mean times `factor`. */
  predictive(X: ArrayLike): MixturePredictive {
    const found: Predictive = this.model.predictive(X);
    const mixture = "inflated" in found ? (found as MixturePredictive) : mixturePredictive([found], [1]);
    return mixture.inflated(this.factor);
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
      ["factor of standard deviations", shortNumber(this.factor)],
      ["rows", String(this.model.leaveOneOut().residual.size)],
    ];
  }
}

/**
 * The model that its `toJSON` wrote; `loadModel` reads the model within, `loadGaussianProcess` by default.
 *
 * @example
 * const model = recalibrate(await gaussianProcess().fit([0, 1, 2, 3], [1, 2, 2, 1]));
 * loadRecalibrated(JSON.parse(JSON.stringify(model))).factor === model.factor; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadRecalibrated(
  json: unknown,
  loadModel: (json: unknown) => LeaveOneOutModel = loadGaussianProcess,
): RecalibratedModel {
  const { type, version, factor, model } = (json ?? {}) as ReturnType<RecalibratedModel["toJSON"]>;
  if (type === "recalibrated" && version === 1) return new RecalibratedModel(loadModel(model), factor);
  throw new ValueError(
    "BAD_VALUE",
    "loadRecalibrated: the data is no saved recalibrated model. Give what JSON.parse makes of a saved model.",
  );
}
