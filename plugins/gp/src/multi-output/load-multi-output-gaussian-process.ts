import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type MultiOutputData, MultiOutputModel } from "./multi-output-model.js";

/**
 * The model of several outputs that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await multiOutputGaussianProcess().fit([0, 1, 2], [[1, 2], [3, 1], [2, 2]]);
 * const again = loadMultiOutputGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadMultiOutputGaussianProcess(json: unknown): MultiOutputModel {
  const { type, version } = (json ?? {}) as Partial<MultiOutputData>;
  if (type !== "multiOutputGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadMultiOutputGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, kernels, rows, targets, ...rest } = json as MultiOutputData;
  return new MultiOutputModel({
    ...rest,
    kernels: kernels.map(loadCovariance),
    rows: NDArray.fromJSON(rows),
    targets: Float64Array.from(targets),
  });
}
