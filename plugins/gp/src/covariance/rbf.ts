import type { Covariance } from "./covariance.js";
import { type DistanceOptions, stationary } from "./stationary.js";

/**
 * Squared-exponential covariance `exp(−r²/2)`, `r² = Σ_j ((x_j − x′_j) / ℓ_j)²`: infinitely smooth functions.
 *
 * @example
 * covarianceMatrix(rbf({ lengthScale: 1 }), [0, 1]).data[1]; // 0.6065306597126334
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eq. 4.9
 */
export function rbf(options: DistanceOptions = {}): Covariance {
  return stationary({
    kind: "rbf",
    name: "RBF",
    formula: "exp(−r²/2),  r² = Σⱼ (xⱼ − x′ⱼ)² / ℓⱼ²",
    options,
    settings: {},
    profile: () => profile,
    rebuild: rbf,
  });
}

const value = (s: number) => Math.exp(-0.5 * s);
const profile = { family: "rbf", value, steepness: value } as const;
