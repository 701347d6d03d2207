import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type GridData, GridModel } from "./grid-model.js";

/**
 * The model on a grid that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await gridGaussianProcess({ starts: 1 }).fit([0, 1, 2], [1, 3, 2]);
 * const again = loadGridGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model on a grid
 */
export function loadGridGaussianProcess(json: unknown): GridModel {
  const { type, version } = (json ?? {}) as Partial<GridData>;
  if (type !== "gridGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadGridGaussianProcess: the data is no saved model on a grid. Give what JSON.parse makes of a saved model.",
    );
  }
  const { type: _type, version: _version, kernels, axes, targets, ...rest } = json as GridData;
  return new GridModel({
    ...rest,
    kernels: kernels.map(loadCovariance),
    grid: {
      axes: axes.map((places) => new NDArray(Float64Array.from(places), [places.length, 1])),
      targets: Float64Array.from(targets),
    },
  });
}
