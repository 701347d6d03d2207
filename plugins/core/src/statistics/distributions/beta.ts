import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { incompleteBeta } from "../special/incomplete-beta.js";
import { logBinomialTerm } from "../special/saddle-point.js";
import { Distribution } from "./distribution.js";
import { drawLogGamma } from "./draw-gamma.js";

/**
 * The beta distribution, of a share from 0 to 1 with mean `alpha / (alpha + beta)`.
 *
 * @example
 * beta({ alpha: 2, beta: 3 }).cumulative(0.5); // 0.6875
 *
 * @throws ValueError BAD_OPTION
 */
export function beta(options: { alpha: number; beta: number }): Distribution {
  checkOptions("beta", options, ["alpha", "beta"]);
  const { alpha: a, beta: b } = options;
  checkPositive("beta", "alpha", a);
  checkPositive("beta", "beta", b);
  return new Distribution({
    name: "beta",
    parameters: { alpha: a, beta: b },
    mean: a / (a + b),
    variance: ((a / (a + b)) * (b / (a + b))) / (a + b + 1),
    support: [0, 1],
    logDensity: (x) => logDensity(a, b, x),
    cumulative: (x) => incompleteBeta(a, b, x).lower,
    survival: (x) => incompleteBeta(a, b, x).upper,
    draw: (stream) => {
      const first = drawLogGamma(stream, a);
      return 1 / (1 + Math.exp(drawLogGamma(stream, b) - first));
    },
  });
}

function logDensity(a: number, b: number, x: number): number {
  const power = x === 0 ? a : x === 1 ? b : undefined;
  if (power !== undefined) return power < 1 ? Infinity : power > 1 ? -Infinity : Math.log(a * b);
  const common = logBinomialTerm(a, b, x, 1 - x);
  return common + Math.log((a * b) / ((a + b) * x * (1 - x)));
}
