import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { loadCovariance } from "../covariance/load-covariance.js";
import { type DerivativeData, DerivativeModel } from "./derivative-model.js";

/**
 * The model with slopes that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await derivativeGaussianProcess({ decreasing: [0] }).fit([0, 1, 2], [3, 2, 2]);
 * const again = loadDerivativeGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadDerivativeGaussianProcess(json: unknown): DerivativeModel {
  const { type, version } = (json ?? {}) as Partial<DerivativeData>;
  if (type !== "derivativeGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadDerivativeGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { type: _type, version: _version, kernel, rows, lower, upper, ...rest } = json as DerivativeData;
  const bounds = (values: readonly (number | null)[], open: number) =>
    Float64Array.from(values, (value) => value ?? open);
  return new DerivativeModel({
    ...rest,
    kernel: loadCovariance(kernel),
    rows: NDArray.fromJSON(rows),
    lower: bounds(lower, Number.NEGATIVE_INFINITY),
    upper: bounds(upper, Number.POSITIVE_INFINITY),
  });
}
