import type { SubsetFit } from "./subset-regression.js";

/** Values put at their places. */
export function placed(values: ArrayLike<number>, places: readonly number[], into: Float64Array): Float64Array {
  places.forEach((p, k) => {
    into[p] = values[k];
  });
  return into;
}

/** One per column, 0 outside the support. */
export function coefficientsOf(
  { support, coefficients }: Pick<SubsetFit, "support" | "coefficients">,
  width: number,
): Float64Array {
  return placed(coefficients, support, new Float64Array(width));
}

/** Where coefficients are not 0. */
export function supportOf(coefficients: Float64Array): number[] {
  return [...coefficients.keys()].filter((p) => coefficients[p] !== 0);
}
