import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type ClassifierData, ClassifierModel } from "./classifier-model.js";

/**
 * The classifier that its `toJSON` wrote: the same probabilities to the last bit.
 *
 * @example
 * const model = await gaussianProcessClassifier().fit([0, 1, 2, 3], [0, 0, 1, 1]);
 * const again = loadGaussianProcessClassifier(JSON.parse(JSON.stringify(model)));
 * again.probability([1.2]).data[0] === model.probability([1.2]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved classifier
 */
export function loadGaussianProcessClassifier(json: unknown): ClassifierModel {
  const { type, version } = (json ?? {}) as Partial<ClassifierData>;
  if (type !== "gaussianProcessClassifier" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadGaussianProcessClassifier: the data is no saved classifier. Give what JSON.parse makes of a saved model.",
    );
  }
  const { type: _type, version: _version, kernels, X, y, ...rest } = json as ClassifierData;
  return new ClassifierModel({
    ...rest,
    kernels: kernels.map(loadCovariance),
    X: NDArray.fromJSON(X),
    y: NDArray.fromJSON(y),
  });
}
