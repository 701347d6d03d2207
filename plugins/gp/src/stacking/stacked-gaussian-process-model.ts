import { type MixturePredictive, mixturePredictive, NDArray } from "@mesoscope/core";
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
import type { TrainingData } from "../fit/training-data.js";
import type { GaussianProcessData, GaussianProcessModel } from "../model/gaussian-process-model.js";
import type { LeaveOneOut } from "../model/leave-one-out.js";
import { loadGaussianProcess } from "../model/load-gaussian-process.js";

/** Several Gaussian processes of the same data that predict as one; made by `stackedGaussianProcess(…).fit`. */
export class StackedGaussianProcessModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly members: readonly GaussianProcessModel[];
  /** One weight per member, adding up to 1. */
  readonly weights: NDArray;
  /** How often a log marginal likelihood and its gradient were computed, for members and kernels that were dropped. */
  readonly evaluations: number;

  /** @internal */
  constructor(members: readonly GaussianProcessModel[], weights: NDArray, evaluations: number) {
    this.members = members;
    this.weights = weights;
    this.evaluations = evaluations;
  }

  /** The data that the members were fitted to. */
  get data(): TrainingData {
    return this.members[0].data;
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH, DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#average((member) => member.predict(X).data);
  }

  /**
   * The mixture of what the members predict; `noise: false` for the function without the measurement noise.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): MixturePredictive {
    return mixturePredictive(
      this.members.map((member) => member.predictive(X, options)),
      this.weights,
    );
  }

  /** What the mixture says of every target when it sees all others, with the same hyper-parameters and weights. */
  leaveOneOut(): LeaveOneOut {
    const parts = this.members.map((member) => member.leaveOneOut());
    const { y } = this.data;
    const average = (value: (part: LeaveOneOut, i: number) => number) =>
      y.map((_, i) => parts.reduce((sum, part, k) => sum + this.weights.data[k] * value(part, i), 0));
    const mean = average((part, i) => part.mean.data[i]);
    const std = average((part, i) => part.std.data[i] ** 2 + (part.mean.data[i] - mean.data[i]) ** 2).map(Math.sqrt);
    const logDensity = average((part, i) => Math.exp(part.logDensity.data[i])).map(Math.log);
    return { mean, std, residual: y.map((value, i) => value - mean.data[i]), logDensity };
  }

  /** Plain data from which `loadStackedGaussianProcess` makes the same model. */
  toJSON(): StackedGaussianProcessData {
    return {
      type: "stackedGaussianProcess",
      version: 1,
      weights: [...this.weights.data],
      evaluations: this.evaluations,
      members: this.members.map((member) => member.toJSON()),
    };
  }

  [displaySymbol](): MimeBundle {
    const table = {
      caption: `Stacked Gaussian process of ${this.members[0].data.y.size} rows`,
      headings: ["kernel", "weight", "log marginal likelihood, nats", "noise, unit of y"],
      rows: this.members.map(({ kernel, logMarginalLikelihood, noise }, k) => [
        kernel.name,
        this.weights.data[k].toFixed(3),
        shortNumber(logMarginalLikelihood),
        shortNumber(noise),
      ]),
    };
    return { "text/plain": plainTable(table), "text/html": htmlTable(table) };
  }

  #average(values: (member: GaussianProcessModel) => Float64Array): NDArray {
    const parts = this.members.map(values);
    return new NDArray(parts[0].map((_, i) => parts.reduce((sum, part, k) => sum + this.weights.data[k] * part[i], 0)));
  }
}

/** A stacked model as plain data. */
export interface StackedGaussianProcessData {
  readonly type: "stackedGaussianProcess";
  readonly version: 1;
  readonly weights: readonly number[];
  readonly evaluations: number;
  readonly members: readonly GaussianProcessData[];
}

/**
 * The model that its `toJSON` wrote.
 *
 * @throws ValueError BAD_VALUE
 */
export function loadStackedGaussianProcess(json: unknown): StackedGaussianProcessModel {
  const data = (json ?? {}) as StackedGaussianProcessData;
  if (data.type !== "stackedGaussianProcess" || data.version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadStackedGaussianProcess: this is no stacked model of version 1. Give what toJSON gave.",
    );
  }
  return new StackedGaussianProcessModel(
    data.members.map((member) => loadGaussianProcess(member)),
    new NDArray(Float64Array.from(data.weights)),
    data.evaluations,
  );
}
