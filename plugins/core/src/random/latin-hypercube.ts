import { ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { randomStream } from "./random-stream.js";

/**
 * `n` points in the unit cube of `d` dimensions, of shape [n, d], with exactly one point in each of the n slices of
 * every axis, at a random place within it.
 *
 * @example
 * latinHypercube(10, 2, { seed: 1 }).shape; // [10, 2]
 *
 * @throws ValueError BAD_VALUE
 * @see McKay, Beckman & Conover, Technometrics 21 (1979) 239
 */
export function latinHypercube(n: number, d: number, options: { seed?: number } = {}): NDArray {
  if (!(Number.isSafeInteger(n) && n >= 1 && Number.isSafeInteger(d) && d >= 1)) {
    throw new ValueError("BAD_VALUE", `latinHypercube: ${n} points in ${d} dimensions. Give whole numbers from 1.`);
  }
  const stream = randomStream(options.seed);
  const data = new Float64Array(n * d);
  for (let j = 0; j < d; j++) {
    const slices = stream.permutation(n);
    for (let i = 0; i < n; i++) data[i * d + j] = (slices[i]! + stream.uniform()) / n;
  }
  return new NDArray(data, [n, d]);
}
