import { continuedFraction } from "./continued-fraction.js";
import type { Shares } from "./incomplete-gamma.js";
import { logBinomialTerm } from "./saddle-point.js";

/**
 * The regularised incomplete beta function I(x; a, b) and its complement; `y` is 1 - x, with its own digits.
 *
 * @see DiDonato & Morris, ACM Trans. Math. Softw. 18 (1992) 360, the continued fraction BFRAC
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): Shares {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, y, x);
    return { lower: upper, upper: lower };
  }
  const scale = Math.exp(logBinomialTerm(a, b, x, y)) * ((a * b) / (a + b));
  const lead = a * y - b * x + 1;
  const lower =
    scale /
    continuedFraction((a * lead) / (a + 1), (n) => {
      const step = (n * (b - n) * x) / (a + 2 * n - 1);
      const above = ((a + n - 1) * (a + b + n - 1) * x * step) / (a + 2 * n - 1);
      return [above, n + step + ((a + n) * (lead + n * (2 - x))) / (a + 2 * n + 1)];
    });
  return { lower, upper: 1 - lower };
}
