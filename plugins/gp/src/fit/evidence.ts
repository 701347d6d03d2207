import { choleskyInverse } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import type { Posterior, Problem } from "./posterior.js";

/**
 * `∂ log p(y) / ∂ log θ` for the kernel's `count` hyper-parameters and, last, the noise.
 *
 * One inverse and one pass over the pairs. For censored targets the stand-ins are held fixed, which is exact where
 * expectation propagation has converged.
 *
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eqs. 5.9 and 5.14; Seeger, Expectation
 * propagation for exponential families (2005), section 3
 */
export function evidenceGradient(
  { X, y, jitter }: Problem,
  kernel: CovarianceFunction,
  noise: number,
  { factor, weights: { data: weights }, sites }: Posterior,
  count: number,
): Float64Array {
  const n = y.length;
  const inverse = choleskyInverse(factor).data;
  const gradient = new Float64Array(count + 1);
  const row = new Float64Array(n);
  const censored = new Set(sites?.list.map((site) => site.row));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += weights[i] ** 2 - inverse[i * (n + 1)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) row[j] = weights[i] * weights[j] - inverse[i * n + j];
    if (!censored.has(i)) gradient[count] += noise * noise * row[i];
    row[i] = (row[i] + (jitter * trace) / n) / 2;
    kernel.gradient(X, i, X, i + 1, row, gradient, 0);
  }
  for (const { cavityVariance, z, slope } of sites?.list ?? []) {
    gradient[count] -= (slope * z * noise * noise) / (cavityVariance + noise * noise);
  }
  return gradient;
}
