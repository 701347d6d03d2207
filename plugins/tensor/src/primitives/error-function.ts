import { normalCdf } from "@mesoscope/core";

/** The error function of one number. */
export function errorFunction(x: number): number {
  return x < 0 ? -errorFunction(-x) : 1 - 2 * normalCdf(-x * Math.SQRT2);
}
