import { normalCdf, normalDensity } from "@mesoscope/core";
import type { Box } from "./pareto.js";

/**
 * How much volume an evaluation is expected to add to what is dominated, for independent normal objectives; exact.
 *
 * @param free what is not dominated so far, from `freeColumns`
 *
 * @see Yang et al., Efficient computation of expected hypervolume improvement using box decomposition algorithms,
 *   J. Global Optim. 75 (2019) 3
 */
export function expectedHypervolumeImprovement(
  mean: readonly number[],
  std: readonly number[],
  free: readonly Box[],
): number {
  let total = 0;
  for (const { lower, upper } of free) {
    let volume = 1;
    for (let k = 0; k < mean.length && volume > 0; k++) {
      volume *= expectedExcess(upper[k], mean[k], std[k]) - expectedExcess(lower[k], mean[k], std[k]);
    }
    total += volume;
  }
  return total;
}

/** `E[max(edge − Y, 0)]`. */
function expectedExcess(edge: number, mean: number, std: number): number {
  if (edge === Number.NEGATIVE_INFINITY) return 0;
  if (std === 0) return Math.max(edge - mean, 0);
  const z = (edge - mean) / std;
  return std * (z * normalCdf(z) + normalDensity(z));
}
