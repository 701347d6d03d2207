import { ValueError } from "@mesoscope/sdk";
import type { Covariance } from "./covariance.js";
import { type DistanceOptions, type Profile, stationary } from "./stationary.js";

/** Options of `matern`. */
export interface MaternOptions extends DistanceOptions {
  /** How often the functions can be differentiated: 0.5 (never), 1.5 (once) or 2.5 (twice, the default). */
  readonly smoothness?: 0.5 | 1.5 | 2.5;
}

/**
 * Matérn covariance of `r² = Σ_j ((x_j − x′_j) / ℓ_j)²`: rough functions, as measured ones often are.
 *
 * @example
 * covarianceMatrix(matern({ smoothness: 0.5, lengthScale: 2 }), [0, 2]).data[1]; // 0.36787944117144233
 *
 * @throws ValueError BAD_OPTION
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eq. 4.17
 */
export function matern(options: MaternOptions = {}): Covariance {
  const { smoothness = 2.5 } = options;
  const member = members[smoothness];
  if (!member) {
    throw new ValueError("BAD_OPTION", `matern: smoothness is ${smoothness}. Choose 0.5, 1.5 or 2.5.`);
  }
  return stationary({
    kind: "matern",
    name: `Matérn ${2 * smoothness}/2`,
    formula: `${member.formula},  r² = Σⱼ (xⱼ − x′ⱼ)² / ℓⱼ²`,
    options,
    settings: { smoothness },
    profile: () => member,
    rebuild: matern,
  });
}

const members: Readonly<Record<number, Profile & { readonly formula: string }>> = {
  0.5: {
    family: "matern12",
    formula: "exp(−r)",
    value: (s) => Math.exp(-Math.sqrt(s)),
    steepness(s) {
      const r = Math.sqrt(s);
      return r > 0 ? Math.exp(-r) / r : 0;
    },
  },
  1.5: {
    family: "matern32",
    formula: "(1 + √3 r) exp(−√3 r)",
    value(s) {
      const r = Math.sqrt(3 * s);
      return (1 + r) * Math.exp(-r);
    },
    steepness: (s) => 3 * Math.exp(-Math.sqrt(3 * s)),
  },
  2.5: {
    family: "matern52",
    formula: "(1 + √5 r + 5r²/3) exp(−√5 r)",
    value(s) {
      const r = Math.sqrt(5 * s);
      return (1 + r + (r * r) / 3) * Math.exp(-r);
    },
    steepness(s) {
      const r = Math.sqrt(5 * s);
      return (5 / 3) * (1 + r) * Math.exp(-r);
    },
  },
};
