import { NDArray } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type GaussianProcessData, GaussianProcessModel } from "./gaussian-process-model.js";
import type { MeanFunction } from "./mean-function.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await gaussianProcess().fit([0, 1, 2], [1, 3, 2]);
 * const again = loadGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @param options the prior mean again where it is a function, since a function is no data
 *
 * @throws ValueError BAD_VALUE where the data is no saved Gaussian process, BAD_OPTION where the mean is missing
 */
export function loadGaussianProcess(json: unknown, options: { mean?: MeanFunction } = {}): GaussianProcessModel {
  checkOptions("loadGaussianProcess", options, ["mean"]);
  if (!isGaussianProcessData(json)) {
    throw new ValueError(
      "BAD_VALUE",
      "loadGaussianProcess: the data is no saved Gaussian process. Give what JSON.parse makes of a saved model.",
    );
  }
  const { kernel, noise, prior, hasMeanFunction, jitter, inputs, X, y, bounds, search } = json;
  const { mean: meanFunction } = options;
  if (hasMeanFunction !== (meanFunction && true)) {
    throw new ValueError(
      "BAD_OPTION",
      `loadGaussianProcess: the model ${hasMeanFunction ? "has" : "has no"} function as its mean. ${hasMeanFunction ? "Give it as { mean }" : "Leave mean out"}.`,
    );
  }
  const data = {
    X: NDArray.fromJSON(X),
    y: NDArray.fromJSON(y),
    bounds: bounds && Int8Array.from(bounds),
    inputs,
  };
  return new GaussianProcessModel({
    kernel: loadCovariance(kernel),
    noise,
    prior,
    ...(meanFunction && { meanFunction }),
    jitter,
    data,
    search,
  });
}

/** Whether `value` is a saved model of a version that can be read. */
export function isGaussianProcessData(value: unknown): value is GaussianProcessData {
  const { type, version } = (value ?? {}) as Partial<GaussianProcessData>;
  return type === "gaussianProcess" && version === 1;
}
