import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { gammaFunction } from "../special/gamma-function.js";
import { Distribution } from "./distribution.js";

/**
 * The Weibull distribution: strengths and lives that the weakest part decides.
 *
 * @example
 * weibull({ shape: 2, scale: 100 }).survival(100).toFixed(6); // "0.367879"
 *
 * @throws ValueError BAD_OPTION
 */
export function weibull(options: { shape: number; scale?: number }): Distribution {
  checkOptions("weibull", options, ["shape", "scale"]);
  const { shape, scale = 1 } = options;
  checkPositive("weibull", "shape", shape);
  checkPositive("weibull", "scale", scale);
  const mean = gammaFunction(1 + 1 / shape);
  const load = (x: number) => (x / scale) ** shape;
  return new Distribution({
    name: "weibull",
    parameters: { shape, scale },
    mean: scale * mean,
    variance: scale ** 2 * (gammaFunction(1 + 2 / shape) - mean ** 2),
    support: [0, Infinity],
    logDensity: (x) => Math.log(shape / scale) + power(x / scale, shape - 1) - load(x),
    cumulative: (x) => -Math.expm1(-load(x)),
    survival: (x) => Math.exp(-load(x)),
    quantile: (probability) => scale * (-Math.log1p(-probability)) ** (1 / shape),
  });
}

/** `log(x^exponent)`, where 0⁰ is 1. */
function power(x: number, exponent: number): number {
  return exponent === 0 ? 0 : exponent * Math.log(x);
}
