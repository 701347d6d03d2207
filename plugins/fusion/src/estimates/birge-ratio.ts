import { dot, matmul, type NDArray } from "@mesoscope/core";
import { meanOf, type Source } from "./sources.js";

/** The square root of χ² over its degrees of freedom, of sources about their joined mean. */
export function birgeRatio(sources: readonly Source[], precisions: readonly NDArray[], mean: NDArray): number {
  const chiSquared = sources.reduce((sum, source, k) => {
    const difference = meanOf(source).map((value, i) => value - mean.data[i]);
    return sum + dot(difference, matmul(precisions[k], difference));
  }, 0);
  return Math.sqrt(chiSquared / (mean.size * (sources.length - 1)));
}
