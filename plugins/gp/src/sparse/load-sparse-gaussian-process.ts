import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type SparseGaussianProcessData, SparseGaussianProcessModel } from "./sparse-gaussian-process-model.js";

/**
 * The sparse model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await sparseGaussianProcess().fit([0, 1, 2], [1, 3, 2]);
 * const again = loadSparseGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved sparse Gaussian process
 */
export function loadSparseGaussianProcess(json: unknown): SparseGaussianProcessModel {
  if (!isSparseGaussianProcessData(json)) {
    throw new ValueError(
      "BAD_VALUE",
      "loadSparseGaussianProcess: the data is no saved sparse model. Give what JSON.parse makes of a saved model.",
    );
  }
  const { type: _type, version: _version, kernel, inducing, reduced, weights, ...rest } = json;
  return new SparseGaussianProcessModel({
    ...rest,
    kernel: loadCovariance(kernel),
    inducing: NDArray.fromJSON(inducing),
    reduced: NDArray.fromJSON(reduced),
    weights: NDArray.fromJSON(weights),
  });
}

/** Whether `value` is a saved model of a version that can be read. */
function isSparseGaussianProcessData(value: unknown): value is SparseGaussianProcessData {
  const { type, version } = (value ?? {}) as Partial<SparseGaussianProcessData>;
  return type === "sparseGaussianProcess" && version === 1;
}
