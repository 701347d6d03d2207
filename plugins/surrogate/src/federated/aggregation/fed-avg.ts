import { NDArray } from "@mesoscope/core";
import { mapArrays, type NamedArrays } from "../named-arrays.js";
import type { ClientUpdate } from "../read-reply.js";
import type { Aggregator } from "./aggregator.js";

/**
 * The mean of the clients' arrays, each weighted by its number of examples.
 *
 * @example
 * fedAvg().name; // "FedAvg"
 *
 * @see McMahan et al., Communication-efficient learning of deep networks from decentralized data, AISTATS (2017),
 * algorithm 1
 */
export function fedAvg(): Aggregator {
  return { name: "FedAvg", isMean: true, proximalStrength: 0, combine: weightedMean };
}

function weightedMean(updates: readonly ClientUpdate[]): NamedArrays {
  const total = updates.reduce((sum, { examples }) => sum + examples, 0);
  return mapArrays(updates[0]!.arrays, ({ size, shape }, name) => {
    const mean = new Float64Array(size);
    for (const { arrays, examples } of updates) addScaled(mean, arrays[name]!.data, examples / total);
    return new NDArray(mean, shape);
  });
}

/** Adds `factor` times a vector to another, in place. */
export function addScaled(sum: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * vector[i]!;
}
