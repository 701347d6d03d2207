import { ValueError } from "@mesoscope/sdk";
import { scaledTail } from "./scaled-tail.js";

const rootTwoPi = Math.sqrt(2 * Math.PI);
const centralLimit = 0.4;

/**
 * The density of the normal distribution of mean 0 and variance 1.
 *
 * @example
 * normalDensity(0); // 0.3989422804014327
 */
export function normalDensity(z: number): number {
  return halfSquareExponential(z) / rootTwoPi;
}

/**
 * The probability that a standard normal number is at most `z`, to 15 digits in both tails.
 *
 * @example
 * normalCdf(1.96); // 0.9750021048517795
 */
export function normalCdf(z: number): number {
  if (z > 0) return 1 - normalCdf(-z);
  return 0.5 * halfSquareExponential(z) * scaledTail(-z / Math.SQRT2);
}

/**
 * The logarithm of `normalCdf(z)`, also where that is too small for a number.
 *
 * @example
 * normalLogCdf(-100).toFixed(3); // "-5005.524"
 */
export function normalLogCdf(z: number): number {
  if (z > 0) return Math.log1p(-normalCdf(-z));
  return Math.log(0.5 * scaledTail(-z / Math.SQRT2)) - (z * z) / 2;
}

/**
 * The number that a standard normal number exceeds with probability `1 - probability`.
 *
 * @example
 * normalQuantile(0.975); // 1.959963984540054
 *
 * @throws ValueError BAD_PROBABILITY outside 0 to 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new ValueError("BAD_PROBABILITY", `normalQuantile: the probability is ${probability}. Give one from 0 to 1.`);
  }
  if (probability > 0.5) return -lowerQuantile(1 - probability, 0.5 - probability);
  return lowerQuantile(probability, probability - 0.5);
}

/** The quantile of a probability up to one half; `offset` is the probability less one half, without rounding. */
function lowerQuantile(probability: number, offset: number): number {
  if (probability === 0) return -Infinity;
  let z = roughQuantile(probability);
  for (let step = 0; step < 3; step++) {
    const excess =
      offset > -centralLimit
        ? (centralProbability(z) - offset) / normalDensity(z)
        : (normalLogCdf(z) - Math.log(probability)) * cdfOverDensity(z);
    z -= excess / (1 + (offset > -centralLimit ? (z * excess) / 2 : 0));
  }
  return z;
}

/** Within 0.0005 of the quantile: Abramowitz & Stegun, Handbook of Mathematical Functions, equation 26.2.23. */
function roughQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
}

/** `Φ(z) - ½` as the density times z + z³/3 + z⁵/15 + …: exact digits near 0. */
function centralProbability(z: number): number {
  let term = z;
  let total = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(total); odd += 2) {
    term *= (z * z) / odd;
    total += term;
  }
  return total * normalDensity(z);
}

function cdfOverDensity(z: number): number {
  return 0.5 * rootTwoPi * scaledTail(-z / Math.SQRT2);
}

/** `exp(-z²/2)`; the square is split in two, as its rounding alone would cost digits in the tails. */
function halfSquareExponential(z: number): number {
  if (Math.abs(z) === Infinity) return 0;
  const head = Math.trunc(z * 16) / 16;
  return Math.exp((-head * head) / 2) * Math.exp((-(z - head) * (z + head)) / 2);
}
