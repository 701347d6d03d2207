import { randomStream } from "@mesoscope/core";

/** Adds normal noise of that standard deviation to every entry, in place. */
export function addNoise(vector: Float64Array, deviation: number, seed: number): void {
  const stream = randomStream(seed);
  for (let i = 0; i < vector.length; i++) vector[i]! += deviation * stream.normal();
}
