import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type IterativeData, IterativeModel } from "./iterative-model.js";

/**
 * The iterative model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await iterativeGaussianProcess({ starts: 1 }).fit([0, 1, 2], [1, 3, 2]);
 * const again = loadIterativeGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved iterative model
 */
export function loadIterativeGaussianProcess(json: unknown): IterativeModel {
  const { type, version } = (json ?? {}) as Partial<IterativeData>;
  if (type !== "iterativeGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadIterativeGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, kernel, X, weights, ...rest } = json as IterativeData;
  return new IterativeModel({
    ...rest,
    kernel: loadCovariance(kernel),
    X: NDArray.fromJSON(X),
    weights: NDArray.fromJSON(weights),
  });
}
