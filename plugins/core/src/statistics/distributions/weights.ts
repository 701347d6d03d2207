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
