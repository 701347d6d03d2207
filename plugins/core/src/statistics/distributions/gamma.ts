import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { incompleteGamma } from "../special/incomplete-gamma.js";
import { logPoissonTerm } from "../special/saddle-point.js";
import { Distribution, type Law } from "./distribution.js";
import { drawGamma } from "./draw-gamma.js";

/**
 * The gamma distribution, of mean `shape · scale`.
 *
 * @example
 * gamma({ shape: 3, scale: 2 }).mean; // 6
 *
 * @throws ValueError BAD_OPTION
 */
export function gamma(options: { shape: number; scale?: number }): Distribution {
  checkOptions("gamma", options, ["shape", "scale"]);
  const { shape, scale = 1 } = options;
  checkPositive("gamma", "shape", shape);
  checkPositive("gamma", "scale", scale);
  return new Distribution({ name: "gamma", parameters: { shape, scale }, ...gammaLaw(shape, scale) });
}

/**
 * The chi-squared distribution: the sum of the squares of so many standard normal numbers.
 *
 * @example
 * chiSquared({ degreesOfFreedom: 3 }).quantile(0.95).toFixed(6); // "7.814728"
 *
 * @throws ValueError BAD_OPTION
 */
export function chiSquared(options: { degreesOfFreedom: number }): Distribution {
  checkOptions("chiSquared", options, ["degreesOfFreedom"]);
  const { degreesOfFreedom } = options;
  checkPositive("chiSquared", "degreesOfFreedom", degreesOfFreedom);
  return new Distribution({
    name: "chiSquared",
    parameters: { degreesOfFreedom },
    ...gammaLaw(degreesOfFreedom / 2, 2),
  });
}

function gammaLaw(shape: number, scale: number): Omit<Law, "name" | "parameters"> {
  return {
    mean: shape * scale,
    variance: shape * scale ** 2,
    support: [0, Infinity],
    logDensity: (x) => logDensity(x / scale, shape) - Math.log(scale),
    cumulative: (x) => incompleteGamma(shape, x / scale).lower,
    survival: (x) => incompleteGamma(shape, x / scale).upper,
    draw: (stream) => scale * drawGamma(stream, shape),
  };
}

function logDensity(x: number, shape: number): number {
  if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 0 : -Infinity;
  if (shape < 1) return logPoissonTerm(shape, x) + Math.log(shape / x);
  return logPoissonTerm(shape - 1, x);
}
