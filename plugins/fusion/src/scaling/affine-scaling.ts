import { mean, quantile, variance } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import { affine, affineOrConstant } from "./affine.js";
import { type Scaling, scaling } from "./scaling.js";

/**
 * Scales each column to mean 0 and standard deviation 1 (of n, not n - 1). A constant column keeps scale 1, and says so.
 *
 * @example
 * const scaled = await standardScaling().fit([[1, 5], [3, 5]]);
 * scaled.transform([[1, 5], [3, 5]]).data; // [-1, 0, 1, 0]
 * scaled.notes; // ["Column 1: its standard deviation is 0, so scale 1 is used."]
 *
 * @throws ValueError EMPTY where a column has no values, NOT_FINITE at an infinity
 */
export function standardScaling(): Scaling {
  return scaling("standardScaling", {}, () => (sorted) => {
    const isConstant = sorted[0] === sorted[sorted.length - 1];
    const centre = isConstant ? sorted[0] : mean(sorted);
    const spread = isConstant ? 0 : Math.sqrt(variance(sorted));
    // As scikit-learn does: a spread that is all rounding would be blown up to 1.
    const rounding = sorted.length * Math.abs(centre) * Number.EPSILON;
    return affineOrConstant(centre, spread > rounding ? spread : 0, "standard deviation");
  });
}

/**
 * Scales each column to median 0 and distance 1 between its quartiles, so that outliers have no say.
 *
 * @param options.range probabilities between whose quantiles the distance becomes 1; the quartiles unless given
 *
 * @example
 * const scaled = await robustScaling().fit([1, 2, 3, 4, 1000]);
 * scaled.transform([3, 5]).data; // [0, 1]
 *
 * @throws ValueError BAD_OPTION, EMPTY, NOT_FINITE
 */
export function robustScaling(options: { range?: readonly [number, number] } = {}): Scaling {
  checkOptions("robustScaling", options, ["range"]);
  const { range = [0.25, 0.75] } = options;
  checkRange("robustScaling", range, 0, 1);
  return scaling("robustScaling", { range }, () => (sorted) => {
    const [low, high] = range.map((probability) => quantile(sorted, probability));
    return affineOrConstant(quantile(sorted, 0.5), high - low, "quantile range");
  });
}

/**
 * Scales each column so that its smallest value becomes `range[0]` and its largest `range[1]`; 0 and 1 unless given.
 *
 * @example
 * const scaled = await minMaxScaling().fit([10, 20, 30]);
 * scaled.transform([10, 15, 30]).data; // [0, 0.25, 1]
 *
 * @throws ValueError BAD_OPTION, EMPTY, NOT_FINITE
 */
export function minMaxScaling(options: { range?: readonly [number, number] } = {}): Scaling {
  checkOptions("minMaxScaling", options, ["range"]);
  const { range = [0, 1] } = options;
  checkRange("minMaxScaling", range, -Infinity, Infinity);
  return scaling("minMaxScaling", { range }, () => (sorted) => {
    const [low, high] = [sorted[0], sorted[sorted.length - 1]];
    if (low === high) return affine(low - range[0], 1, "it is constant, so scale 1 is used");
    const scale = (high - low) / (range[1] - range[0]);
    return affine(low - range[0] * scale, scale);
  });
}

function checkRange(owner: string, range: unknown, least: number, most: number): void {
  const [low, high] = Array.isArray(range) && range.length === 2 ? range : [];
  if (low >= least && low < high && high <= most && Number.isFinite(high - low)) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: range is ${String(range)}, which is no range. Give [low, high] with low below high.`,
  );
}
