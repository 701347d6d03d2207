import type { Covariance } from "./covariance.js";
import type { Start } from "./start.js";
import { type DistanceOptions, stationary } from "./stationary.js";

/** Options of `rationalQuadratic`. */
export interface RationalQuadraticOptions extends DistanceOptions {
  /** Start of the mixture `α`: small mixes many length scales, large tends to `rbf`. */
  readonly mixture?: Start;
}

/**
 * Rational-quadratic covariance `(1 + r²/2α)^(−α)`: a mixture of squared exponentials of many length scales.
 *
 * @example
 * covarianceMatrix(rationalQuadratic({ lengthScale: 1, mixture: 1 }), [0, 2]).data[1]; // 0.3333333333333333
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eq. 4.19
 */
export function rationalQuadratic(options: RationalQuadraticOptions = {}): Covariance {
  return stationary({
    kind: "rationalQuadratic",
    name: "rational quadratic",
    formula: "(1 + r²/2α)^(−α),  r² = Σⱼ (xⱼ − x′ⱼ)² / ℓⱼ²",
    options,
    settings: {},
    shape: { name: "mixture", start: options.mixture },
    profile: (mixture) => ({
      value: (s) => (1 + s / (2 * mixture)) ** -mixture,
      steepness: (s) => (1 + s / (2 * mixture)) ** (-mixture - 1),
      shape(s) {
        const t = s / (2 * mixture);
        return mixture * (1 + t) ** -mixture * (t / (1 + t) - Math.log1p(t));
      },
    }),
    rebuild: rationalQuadratic,
  });
}
