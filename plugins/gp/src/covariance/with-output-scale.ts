import { constant } from "./constant.js";
import type { Covariance } from "./covariance.js";
import { productOf } from "./product-of.js";

/** The kernels that bring their own size. */
const scaled = new Set(["constant", "linear", "spectralMixture", "white"]);

/**
 * The kernel with an output scale for every term of a sum or change that has none of its own.
 *
 * `rbf` and its like have variance 1.
 */
export function withOutputScale(kernel: Covariance): Covariance {
  if (isScaled(kernel)) return kernel;
  if (kernel.withTerms) return kernel.withTerms(kernel.terms.map(withOutputScale));
  return kernel.kind === "product" ? productOf(constant(), ...kernel.terms) : productOf(constant(), kernel);
}

function isScaled(kernel: Covariance): boolean {
  if (kernel.withTerms) return kernel.terms.every(isScaled);
  if (kernel.kind === "product") return kernel.terms.some(isScaled);
  return scaled.has(kernel.kind);
}
