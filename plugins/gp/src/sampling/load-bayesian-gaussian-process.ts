import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type BayesianData, BayesianModel } from "./bayesian-model.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await bayesianGaussianProcess({ draws: 20, warmup: 20 }).fit([0, 1, 2], [1, 3, 2]);
 * const again = loadBayesianGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadBayesianGaussianProcess(json: unknown): BayesianModel {
  const { type, version } = (json ?? {}) as Partial<BayesianData>;
  if (type !== "bayesianGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadBayesianGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, kernel, X, y, ...rest } = json as BayesianData;
  return new BayesianModel({
    ...rest,
    kernel: loadCovariance(kernel),
    X: NDArray.fromJSON(X),
    y: NDArray.fromJSON(y),
  });
}
