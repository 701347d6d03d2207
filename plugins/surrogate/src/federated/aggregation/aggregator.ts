import type { NDArray } from "@mesoscope/core";
import type { NamedArrays } from "../named-arrays.js";
import { mapArrays } from "../named-arrays.js";
import type { ClientUpdate } from "../read-reply.js";

/** How the arrays of a round's clients become one; `fedAvg`, `fedProx`, `trimmedMean` and `coordinateMedian` make it. */
export interface Aggregator {
  readonly name: string;
  /** Whether it is the mean weighted by examples: all that secure aggregation and differential privacy allow. */
  readonly isMean: boolean;
  /** Sent to the clients, which hold to the arrays that come so strongly; 0 for not at all. */
  readonly proximalStrength: number;
  /** One set of arrays from those of at least one client. */
  combine(updates: readonly ClientUpdate[]): NamedArrays;
}

/** An aggregator that looks at one entry at a time: `choose` gets its values at all clients, in ascending order. */
export function entrywise(name: string, choose: (sorted: Float64Array) => number): Aggregator {
  const combine = (updates: readonly ClientUpdate[]) =>
    mapArrays(updates[0]!.arrays, (first: NDArray, key) => {
      const values = updates.map(({ arrays }) => arrays[key]!.data);
      const sorted = new Float64Array(values.length);
      return first.map((_, i) => {
        for (let k = 0; k < values.length; k++) sorted[k] = values[k]![i]!;
        return choose(sorted.sort());
      });
    });
  return { name, isMean: false, proximalStrength: 0, combine };
}
