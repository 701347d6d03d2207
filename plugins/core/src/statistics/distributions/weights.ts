import { ValueError } from "@mesoscope/sdk";

/** Throws unless the shares are from 0 and add up to 1. */
export function checkWeights(owner: string, name: string, weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.every((weight) => weight >= 0) && Math.abs(total - 1) <= 1e-9) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: the ${name} add up to ${total}${weights.some((weight) => weight < 0) ? " and one is negative" : ""}. ` +
      "Give shares from 0 that add up to 1.",
  );
}

/** Where a share of all weight is reached: the position that a uniform number picks. */
export function positionOfShare(weights: ArrayLike<number>, share: number): number {
  let rest = share;
  let last = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k]! > 0) last = k;
    rest -= weights[k]!;
    if (rest < 0) return k;
  }
  // Weights that add up to a little less than 1.
  return last;
}
