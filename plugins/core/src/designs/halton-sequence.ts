import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { randomStream } from "../random/random-stream.js";
import { checkDesignSize } from "./design-size.js";

export interface HaltonSequenceOptions {
  readonly seed?: number;
  /** A random permutation of every digit, which breaks the stripes between axes of large primes; true. */
  readonly scramble?: boolean;
  /** The number of the first point, to go on with a sequence; 0. */
  readonly start?: number;
}

/**
 * `n` points of Halton's sequence in the unit cube, of shape [n, d]: even for any n, best in up to about ten dimensions.
 *
 * @example
 * haltonSequence(3, 2, { scramble: false, start: 1 }).column(0).data; // [0.5, 0.25, 0.75]
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Owen, A randomized Halton algorithm in R, arXiv:1706.02808 (2017)
 */
export function haltonSequence(n: number, d: number, options: HaltonSequenceOptions = {}): NDArray {
  checkDesignSize("haltonSequence", n, d);
  checkOptions("haltonSequence", options, ["seed", "scramble", "start"]);
  const { seed, scramble = true, start = 0 } = options;
  checkWhole("haltonSequence", "start", start, 0);
  const data = new Float64Array(n * d);
  primes(d).forEach((base, axis) => {
    const stream = randomStream(seed).child(axis);
    const digits = Math.ceil(53 / Math.log2(base));
    const orders = scramble ? Array.from({ length: digits }, () => stream.permutation(base)) : undefined;
    for (let i = 0; i < n; i++) data[i * d + axis] = reversed(start + i, base, orders);
  });
  return new NDArray(data, [n, d]);
}

/** The digits of `i` behind the point in reverse, each permuted, to the precision of a number. */
function reversed(i: number, base: number, orders: readonly Int32Array[] | undefined): number {
  let value = 0;
  let place = 1 / base;
  let rest = i;
  for (let k = 0; orders ? k < orders.length : rest > 0; k++) {
    const digit = rest % base;
    value += place * (orders ? orders[k]![digit]! : digit);
    rest = Math.floor(rest / base);
    place /= base;
  }
  return Math.min(value, 1 - Number.EPSILON / 2);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
