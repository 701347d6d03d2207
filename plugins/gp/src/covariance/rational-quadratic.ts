import type { Covariance } from "./covariance.js";
import type { Start } from "./start.js";
import { type DistanceOptions, type Profile, stationary } from "./stationary.js";

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
    profile: profileOf,
    rebuild: rationalQuadratic,
  });
}

/** Value, steepness and shape are asked for at the same place: what they share is computed once. */
function profileOf(mixture: number): Profile {
  let [place, base, logarithm, power] = [0, 1, 0, 1];
  const moveTo = (s: number) => {
    if (s === place) return;
    place = s;
    base = 1 + s / (2 * mixture);
    logarithm = Math.log1p(s / (2 * mixture));
    power = base ** -mixture;
  };
  return {
    value(s) {
      moveTo(s);
      return power;
    },
    steepness(s) {
      moveTo(s);
      return power / base;
    },
    shape(s) {
      moveTo(s);
      return mixture * power * (1 - 1 / base - logarithm);
    },
  };
}
