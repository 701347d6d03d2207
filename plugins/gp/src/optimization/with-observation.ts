import { NDArray, stackRows } from "@mesoscope/core";
import { jitterLadder } from "../fit/jitter.js";
import { attempt } from "../fit/objective.js";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { loadGaussianProcess } from "../model/load-gaussian-process.js";

/**
 * The process that has also seen `values` at `points`, with the same hyper-parameters and the same prior mean; with more
 * jitter where a point is too near to others.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE where no jitter helps
 */
export function withObservation(
  model: GaussianProcessModel,
  points: NDArray,
  values: ArrayLike<number>,
): GaussianProcessModel {
  const { X, y } = model.data;
  const targets = new NDArray(Float64Array.from([...y.data, ...Array.from(values)]));
  const data = { ...model.toJSON(), X: stackRows(X, points).toJSON(), y: targets.toJSON() };
  const options = model.meanFunction && { mean: model.meanFunction };
  for (const jitter of jitterLadder.filter((one) => one >= model.jitter)) {
    const found = attempt(() => loadGaussianProcess({ ...data, jitter }, options));
    if (found) return found;
  }
  return loadGaussianProcess({ ...data, jitter: jitterLadder.at(-1)! }, options);
}
