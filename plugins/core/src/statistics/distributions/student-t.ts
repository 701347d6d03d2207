import { checkFinite, checkOptions, checkPositive } from "@mesoscope/sdk";
import { incompleteBeta } from "../special/incomplete-beta.js";
import { deviance, stirlingError } from "../special/saddle-point.js";
import { Distribution } from "./distribution.js";
import { drawGamma } from "./draw-gamma.js";

/**
 * Student's t distribution, moved by `location` and stretched by `scale`: like the normal one, with heavier tails.
 *
 * @example
 * studentT({ degreesOfFreedom: 5 }).quantile(0.975).toFixed(6); // "2.570582"
 *
 * @throws ValueError BAD_OPTION
 */
export function studentT(options: { degreesOfFreedom: number; location?: number; scale?: number }): Distribution {
  checkOptions("studentT", options, ["degreesOfFreedom", "location", "scale"]);
  const { degreesOfFreedom: nu, location = 0, scale = 1 } = options;
  checkPositive("studentT", "degreesOfFreedom", nu);
  checkFinite("studentT", "location", location);
  checkPositive("studentT", "scale", scale);
  return new Distribution({
    name: "studentT",
    parameters: { degreesOfFreedom: nu, location, scale },
    mean: nu > 1 ? location : Number.NaN,
    variance: nu > 2 ? (scale ** 2 * nu) / (nu - 2) : nu > 1 ? Infinity : Number.NaN,
    support: [-Infinity, Infinity],
    logDensity: (x) => logDensity((x - location) / scale, nu) - Math.log(scale),
    cumulative: (x) => upperTail((location - x) / scale, nu),
    survival: (x) => upperTail((x - location) / scale, nu),
    draw: (stream) => location + scale * stream.normal() * Math.sqrt(nu / (2 * drawGamma(stream, nu / 2))),
  });
}

/** The probability of more than t. */
function upperTail(t: number, nu: number): number {
  const square = t * t;
  const whole = nu + square;
  const tail = square === Infinity ? 0 : incompleteBeta(nu / 2, 0.5, nu / whole, square / whole).lower / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** By Loader's terms, which keep their digits at many degrees of freedom. */
function logDensity(t: number, nu: number): number {
  const half = nu / 2;
  const ratio = (t * t) / nu;
  const spread = Math.log1p(ratio) / 2;
  const exponent = ratio > 0.2 ? nu * spread : (t * t) / 2 - deviance(half, half + (t * t) / 2);
  const constant = stirlingError(half + 0.5) - stirlingError(half) - deviance(half, half + 0.5);
  return constant - exponent - spread - Math.log(2 * Math.PI) / 2;
}
