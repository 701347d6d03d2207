import { gammaln } from "simple-statistics";

/** Γ(x) for x > 0. */
export function gammaFunction(x: number): number {
  return Math.exp(gammaln(x));
}
