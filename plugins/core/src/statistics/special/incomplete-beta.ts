import { continuedFraction } from "./continued-fraction.js";
import type { Shares } from "./incomplete-gamma.js";
import { logBinomialTerm } from "./saddle-point.js";

/**
 * The regularised incomplete beta function I(x; a, b) and its complement; `y` is 1 - x, with its own digits.
 *
 * @see NIST Digital Library of Mathematical Functions, equation 8.17.22
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): Shares {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, y, x);
    return { lower: upper, upper: lower };
  }
  const scale = (Math.exp(logBinomialTerm(a, a + b, x, y)) * b) / (a + b);
  const lower = scale / continuedFraction(1, (k) => [coefficient(a, b, Math.floor(k / 2), k % 2 === 0) * x, 1]);
  return { lower, upper: 1 - lower };
}

function coefficient(a: number, b: number, m: number, isEven: boolean): number {
  if (isEven) return (m * (b - m)) / ((a + 2 * m - 1) * (a + 2 * m));
  return (-(a + m) * (a + b + m)) / ((a + 2 * m) * (a + 2 * m + 1));
}
