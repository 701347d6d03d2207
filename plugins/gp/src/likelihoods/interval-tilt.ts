import { normalLogCdf } from "@mesoscope/core";
import type { Cavity, Tilt } from "./expectation-propagation.js";

const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/** The log probability that a value with normal noise lies between two bounds, or its log density where they meet. */
export function intervalTilt(lower: number, upper: number, noiseVariance: number, { mean, variance }: Cavity): Tilt {
  const spread = Math.sqrt(variance + noiseVariance);
  if (lower === upper) {
    const z = (lower - mean) / spread;
    return { log: -0.5 * z * z - logRootTwoPi - Math.log(spread), gradient: z / spread, curvature: 1 / spread ** 2 };
  }
  const [a, b] = [(lower - mean) / spread, (upper - mean) / spread];
  const log = a > 0 || b === Number.POSITIVE_INFINITY ? logBetween(-b, -a) : logBetween(a, b);
  const [atLower, atUpper] = [a, b].map((z) => Math.exp(-0.5 * z * z - logRootTwoPi - log));
  const slope = atLower - atUpper;
  const bend = (Number.isFinite(a) ? a * atLower : 0) - (Number.isFinite(b) ? b * atUpper : 0);
  const curvature = Math.min(Math.max(slope * slope - bend, 1e-12), 1);
  return { log, gradient: slope / spread, curvature: curvature / spread ** 2 };
}

/** `log(Φ(b) − Φ(a))` for `a < b`, exact where both lie far in the lower tail. */
function logBetween(a: number, b: number): number {
  const high = b === Number.POSITIVE_INFINITY ? 0 : normalLogCdf(b);
  return a === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(-Math.exp(normalLogCdf(a) - high));
}
