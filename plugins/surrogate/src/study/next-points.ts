import { type ArrayModel, NDArray } from "@mesoscope/core";
import { hasPredictive } from "../uncertainty/has-predictive.js";
import { nearestDistances } from "../uncertainty/nearest-distance.js";

/** What is known when points are chosen. */
export interface Choice {
  /** Points of the unit cube to choose among, of shape [m, d]. */
  readonly candidates: NDArray;
  /** Points to stay away from. */
  readonly apartFrom: NDArray;
  /** How much a candidate is wanted, of shape [m]; all alike unless given. */
  readonly weights?: NDArray;
}

/**
 * The numbers of `count` candidates, one after the other that with the largest product of its weight and its distance
 * to the nearest of those chosen and those to stay away from.
 */
export function nextPoints(count: number, { candidates, apartFrom, weights }: Choice): number[] {
  const chosen: number[] = [];
  const distance = nearestDistances(candidates, apartFrom).data.map((value) => Math.min(value, 1));
  while (chosen.length < count) {
    const worth = distance.map((value, i) => value * (weights?.data[i] ?? 1));
    const next = worth.indexOf(worth.reduce((a, b) => Math.max(a, b)));
    chosen.push(next);
    nearestDistances(candidates, candidates.take([next])).data.forEach((value, i) => {
      distance[i] = Math.min(distance[i], value);
    });
  }
  return chosen;
}

/** How unsure a model is at each row, relative to the spread of each output and the largest of them; of shape [n]. */
export function unsureness(model: ArrayModel, X: NDArray, spread: NDArray): NDArray | undefined {
  if (!hasPredictive(model)) return undefined;
  const { std } = model.predictive(X);
  const outputs = spread.size;
  return new NDArray(
    Float64Array.from({ length: X.shape[0] }, (_, i) =>
      Math.max(...Array.from(spread.data, (value, k) => std.data[i * outputs + k] / (value || 1))),
    ),
  );
}
