import { normalCdf } from "@mesoscope/core";

/** Below this a few terms of the series are exact, and the difference from 1 would lose digits. */
const seriesLimit = 0.5;
const seriesTerms = 14;

/** The error function of one number, to 15 digits. */
export function errorFunction(x: number): number {
  if (x < 0) return -errorFunction(-x);
  return x < seriesLimit ? series(x) : 1 - 2 * normalCdf(-x * Math.SQRT2);
}

/**
 * The series about 0.
 *
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions (1964), equation 7.1.5
 */
function series(x: number): number {
  let power = x;
  let total = 0;
  for (let n = 0; n < seriesTerms; n++) {
    total += power / (2 * n + 1);
    power *= -(x * x) / (n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}
