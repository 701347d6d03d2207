import { checkOptions } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { randomStream } from "../random/random-stream.js";
import { checkDesignSize } from "./design-size.js";
import { spreadApart } from "./spread-apart.js";

export interface LatinHypercubeOptions {
  readonly seed?: number;
  /** Exchanges entries within columns until the points lie far apart from each other; false. */
  readonly maximin?: boolean;
}

/**
 * `n` points in the unit cube of `d` dimensions, of shape [n, d], with exactly one point in each of the n slices of
 * every axis, at a random place within it.
 *
 * @example
 * latinHypercube(10, 2, { seed: 1 }).shape; // [10, 2]
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see McKay, Beckman & Conover, Technometrics 21 (1979) 239; Morris & Mitchell, J. Stat. Plan. Inference 43 (1995) 381,
 *   for `maximin`
 */
export function latinHypercube(n: number, d: number, options: LatinHypercubeOptions = {}): NDArray {
  checkDesignSize("latinHypercube", n, d);
  checkOptions("latinHypercube", options, ["seed", "maximin"]);
  const stream = randomStream(options.seed);
  const data = new Float64Array(n * d);
  for (let j = 0; j < d; j++) {
    const slices = stream.permutation(n);
    for (let i = 0; i < n; i++) data[i * d + j] = (slices[i]! + stream.uniform()) / n;
  }
  if (options.maximin) spreadApart(data, n, d, stream);
  return new NDArray(data, [n, d]);
}
