import { continuedFraction } from "./continued-fraction.js";
import { logPoissonTerm } from "./saddle-point.js";

/** A probability and its complement, each with its own digits. */
export interface Shares {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x), to about 14 digits of the smaller one.
 *
 * @see NIST Digital Library of Mathematical Functions, equations 8.7.1 and 8.9.2
 */
export function incompleteGamma(a: number, x: number): Shares {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const scale = Math.exp(logPoissonTerm(a, x));
  if (x >= a + 1) {
    const upper = (scale * a) / continuedFraction(x + 1 - a, (k) => [-k * (k - a), x + 2 * k + 1 - a]);
    return { lower: 1 - upper, upper };
  }
  let term = 1;
  let total = 1;
  for (let k = 1; term > 1e-17 * total; k++) {
    term *= x / (a + k);
    total += term;
  }
  return { lower: scale * total, upper: 1 - scale * total };
}
