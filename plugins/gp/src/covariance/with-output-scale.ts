import { constant } from "./constant.js";
import type { Covariance } from "./covariance.js";
import { productOf } from "./product-of.js";
import { sumOf } from "./sum-of.js";

/**
 * The kernel with an output scale for every term of a sum that has none of its own.
 *
 * `rbf` and its like have variance 1; `constant` and `linear` bring their own size.
 */
export function withOutputScale(kernel: Covariance): Covariance {
  if (isScaled(kernel)) return kernel;
  if (kernel.kind === "sum") return sumOf(...kernel.terms.map(withOutputScale));
  return kernel.kind === "product" ? productOf(constant(), ...kernel.terms) : productOf(constant(), kernel);
}

function isScaled(kernel: Covariance): boolean {
  if (kernel.kind === "sum") return kernel.terms.every(isScaled);
  if (kernel.kind === "product") return kernel.terms.some(isScaled);
  return kernel.kind === "constant" || kernel.kind === "linear";
}
