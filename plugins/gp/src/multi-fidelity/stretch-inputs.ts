import type { NDArray } from "@mesoscope/core";
import type { Hyperprior } from "./process-family.js";

/** How much more happens at one end of an input than at the other: the logarithm of the ratio of the length scales. */
export const stretchPrior: Hyperprior = { name: "stretch", median: 0, spread: 0.5, isSigned: true };

/**
 * The points with each of the first inputs, from −1 to 1, stretched where functions of it change faster:
 * `u ↦ log(1 + (eᶜ − 1) u) / c` on 0 to 1. Beyond that range nothing is changed.
 */
export function stretchInputs(X: NDArray, stretches: ArrayLike<number>): NDArray {
  const columns = X.shape[1];
  const growth = Array.from(stretches, Math.expm1);
  return X.map((value, at) => {
    const j = at % columns;
    if (!(j < stretches.length) || Math.abs(stretches[j]) < 1e-6 || !(value > -1 && value < 1)) return value;
    return (2 * Math.log1p((growth[j] * (value + 1)) / 2)) / stretches[j] - 1;
  });
}
