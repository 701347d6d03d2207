import type { Predictive } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { GaussianPredictive } from "../statistics/gaussian-predictive.js";
import { normalCdf } from "../statistics/normal-distribution.js";
import { targetsOf } from "./check-predictive.js";

const levels = 1000;

/**
 * The probability that each prediction gave to values up to its target, of shape [n]: spread evenly from 0 to 1 for
 * honest predictions, towards both ends for those too sure of themselves. Other than normal predictions are resolved
 * to a thousandth.
 *
 * @example
 * probabilityIntegral([0, 1.96], gaussianPredictive({ mean: [0, 0], std: [1, 1] })).data[0]; // 0.5
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE
 * @see Dawid, J. R. Stat. Soc. A 147 (1984) 278
 */
export function probabilityIntegral(y: ArrayInput, predictive: Predictive): NDArray {
  const targets = targetsOf("probabilityIntegral", y, predictive);
  const { mean, std } = predictive;
  if (predictive instanceof GaussianPredictive) {
    return targets.map((value, i) => {
      const error = value - mean.data[i]!;
      return error === 0 ? 0.5 : normalCdf(error / std.data[i]!);
    });
  }
  const quantiles = Array.from({ length: levels }, (_, k) => predictive.quantile((k + 0.5) / levels).data);
  return targets.map((value, i) => quantiles.reduce((below, column) => below + Number(column[i]! < value), 0) / levels);
}
