import { type ArrayModel, gaussianPredictive, mixturePredictive, NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  isDisplayable,
  type MimeBundle,
  type NDArrayLike,
  type Predictive,
  type ProbabilisticModel,
} from "@mesoscope/sdk";
import { hasPredictive } from "./has-predictive.js";
import { ShapedPredictive } from "./shaped-predictive.js";

/** Several models of the same; `deepEnsemble(…).fit` makes it. */
export class DeepEnsembleModel<M extends ArrayModel = ArrayModel>
  implements ProbabilisticModel<ArrayLike>, Displayable
{
  readonly members: readonly M[];

  /** @internal */
  constructor(members: readonly M[]) {
    this.members = members;
  }

  /** The mean over the members, of shape [n] or [n, …outputs]. */
  predict(X: ArrayLike): NDArray {
    return this.predictive(X).mean;
  }

  /** The equal mixture of the members' predictions; of those that only predict points, their spread. */
  predictive(X: ArrayLike): Predictive & Displayable & { readonly mean: NDArray; readonly std: NDArray } {
    const parts = this.members.map((member) => (hasPredictive(member) ? member.predictive(X) : member.predict(X)));
    const shape = "mean" in parts[0] ? parts[0].mean.shape : parts[0].shape;
    const weights = parts.map(() => 1 / parts.length);
    if (shape.length > 1) return new ShapedPredictive(mixturePredictive(parts.map(flattened), weights), shape);
    return mixturePredictive(
      parts.map((part) => ("mean" in part ? part : flattened(part))),
      weights,
    );
  }

  /** Plain data; the members are written by their own `toJSON`, and `loadDeepEnsemble` reads it. */
  toJSON() {
    return { type: "deepEnsemble", version: 1, members: this.members.map((member) => member.toJSON()) };
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const [first] = this.members;
    const shown: MimeBundle = isDisplayable(first) ? await first[displaySymbol]() : { "text/plain": "a model" };
    return { "text/plain": `${this}\n${shown["text/plain"]}` };
  }

  toString(): string {
    return `Deep ensemble of ${this.members.length} models, the first of them:`;
  }
}

/** Predictions of all outputs in a row, each normal, or certain where a model gives points. */
function flattened(part: Predictive | NDArrayLike): Predictive {
  const [mean, std] =
    "mean" in part ? [part.mean.data, part.std.data] : [part.data, new Float64Array(part.data.length)];
  return gaussianPredictive({ mean: new NDArray(mean), std: new NDArray(std) });
}
