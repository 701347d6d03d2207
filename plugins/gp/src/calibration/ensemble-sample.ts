import type { RandomStream } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";

/** The logarithm of a density, up to a constant; −Infinity where it is 0. */
export type LogDensity = (place: Float64Array) => number;

/** Walkers spread over a density, each with the logarithm of the density where it stands. */
export interface Ensemble {
  readonly places: readonly Float64Array[];
  readonly logDensities: readonly number[];
}

const largestStretch = 2;

/**
 * Walks an ensemble for `steps` steps and returns it after every step, the last one at the end.
 *
 * Each walker moves along the line through a walker of the other half, so nothing depends on how the variables are
 * scaled or correlated. There must be more than twice as many walkers as variables.
 *
 * @see Goodman & Weare, Ensemble samplers with affine invariance, Comm. Appl. Math. Comp. Sci. 5 (2010) 65, section 3
 */
export async function ensembleSample(
  logDensity: LogDensity,
  starts: readonly Float64Array[],
  { steps, stream }: { steps: number; stream: RandomStream },
): Promise<Ensemble[]> {
  const places = starts.map((start) => start.slice());
  const logDensities = places.map(logDensity);
  const half = places.length >> 1;
  const history: Ensemble[] = [];
  for (let step = 0; step < steps; step++) {
    await tick(step, steps);
    for (let k = 0; k < places.length; k++) {
      const partner = k < half ? half + stream.integer(places.length - half) : stream.integer(half);
      const stretch = (1 + (largestStretch - 1) * stream.uniform()) ** 2 / largestStretch;
      const other = places[partner];
      const proposed = places[k].map((value, j) => other[j] + stretch * (value - other[j]));
      const found = logDensity(proposed);
      const gain = (proposed.length - 1) * Math.log(stretch) + found - logDensities[k];
      if (found > Number.NEGATIVE_INFINITY && -stream.exponential() < gain) {
        places[k] = proposed;
        logDensities[k] = found;
      }
    }
    history.push({ places: [...places], logDensities: [...logDensities] });
  }
  return history;
}
