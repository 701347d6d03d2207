import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type WarpedData, WarpedModel } from "./warped-model.js";
import { loadWarping } from "./warping.js";

/**
 * The model of warped targets that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await warpedGaussianProcess({ warping: boxCoxWarping() }).fit([0, 1, 2, 3], [1, 3, 8, 20]);
 * const again = loadWarpedGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadWarpedGaussianProcess(json: unknown): WarpedModel {
  const { type, version } = (json ?? {}) as Partial<WarpedData>;
  if (type !== "warpedGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadWarpedGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, kernel, warping, X, y, ...rest } = json as WarpedData;
  return new WarpedModel({
    ...rest,
    kernel: loadCovariance(kernel),
    warping: loadWarping(warping),
    X: NDArray.fromJSON(X),
    y: NDArray.fromJSON(y),
  });
}
