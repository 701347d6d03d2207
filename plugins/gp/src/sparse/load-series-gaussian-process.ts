import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { type SeriesData, SeriesModel } from "./series-model.js";

/**
 * The model of a series that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await seriesGaussianProcess().fit([0, 1, 2], [1, 3, 2]);
 * const again = loadSeriesGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadSeriesGaussianProcess(json: unknown): SeriesModel {
  const { type, version } = (json ?? {}) as Partial<SeriesData>;
  if (type !== "seriesGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadSeriesGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, places, y, ...rest } = json as SeriesData;
  return new SeriesModel({ ...rest, places: NDArray.fromJSON(places), y: NDArray.fromJSON(y) });
}
