import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { type RandomStream, randomStream } from "../random/random-stream.js";
import { checkDesignSize } from "./design-size.js";
import { sobolDirections } from "./sobol-directions.js";

export interface SobolSequenceOptions {
  readonly seed?: number;
  /** A random linear scramble and a digital shift of each axis, which keep the evenness; true. */
  readonly scramble?: boolean;
  /** The number of the first point, to go on with a sequence; 0. */
  readonly start?: number;
}

const bits = 32;
const rows = sobolDirections.trim().split(/\s+/);

/**
 * `n` points of Sobol's sequence in the unit cube of up to 256 dimensions, of shape [n, d]: they fill it more evenly
 * than random ones, best where n is a power of 2. Means over them converge almost as 1/n, for smooth functions faster.
 *
 * @example
 * sobolSequence(4, 2, { scramble: false }).toArray(); // [[0, 0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]]
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Joe & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635; Matoušek, J. Complexity 14 (1998) 527, for the scramble
 */
export function sobolSequence(n: number, d: number, options: SobolSequenceOptions = {}): NDArray {
  checkDesignSize("sobolSequence", n, d, rows.length + 1);
  checkOptions("sobolSequence", options, ["seed", "scramble", "start"]);
  const { seed, scramble = true, start = 0 } = options;
  checkWhole("sobolSequence", "start", start, 0);
  const data = new Float64Array(n * d);
  const stream = randomStream(seed);
  for (let axis = 0; axis < d; axis++) {
    const plain = directionNumbers(axis);
    const directions = scramble ? scrambled(plain, stream.child(2 * axis)) : plain;
    let point = scramble ? stream.child(2 * axis + 1).integer(2 ** bits) : 0;
    for (let bit = 0; bit < bits; bit++) if (grayBit(start, bit)) point ^= directions[bit]!;
    for (let i = 0; i < n; i++) {
      if (i > 0) point ^= directions[trailingZeros(start + i)]!;
      data[i * d + axis] = (point >>> 0) / 2 ** bits;
    }
  }
  return new NDArray(data, [n, d]);
}

/** The numbers whose sums without carry are the points of one axis, as fractions of 2³². */
function directionNumbers(axis: number): Int32Array {
  const directions = new Int32Array(bits);
  if (axis === 0) return directions.map((_, k) => 1 << (bits - 1 - k));
  const [polynomial, ...odd] = rows[axis - 1]!.split(",").map(Number) as [number, ...number[]];
  const degree = odd.length;
  for (let k = 0; k < bits; k++) {
    if (k < degree) {
      directions[k] = odd[k]! << (bits - 1 - k);
      continue;
    }
    let number = directions[k - degree]! ^ (directions[k - degree]! >>> degree);
    for (let back = 1; back < degree; back++) {
      if ((polynomial >>> (degree - back)) & 1) number ^= directions[k - back]!;
    }
    directions[k] = number;
  }
  return directions;
}

/** Each digit of a direction number, and so of a point, becomes a random sum of itself and of the digits before it. */
function scrambled(directions: Int32Array, stream: RandomStream): Int32Array {
  const masks = Array.from({ length: bits }, (_, digit) => {
    const own = 1 << (bits - 1 - digit);
    const before = digit === 0 ? 0 : -1 << (bits - digit);
    return own | (stream.integer(2 ** bits) & before);
  });
  return directions.map((number) =>
    masks.reduce((sum, mask, digit) => sum | (parity(number & mask) << (bits - 1 - digit)), 0),
  );
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  for (const shift of [8, 4, 2, 1]) folded ^= folded >>> shift;
  return folded & 1;
}

function grayBit(i: number, bit: number): boolean {
  const digit = (k: number) => Math.floor(i / 2 ** k) % 2;
  return digit(bit) !== digit(bit + 1);
}

function trailingZeros(i: number): number {
  let zeros = 0;
  for (let rest = i; rest % 2 === 0; rest /= 2) zeros++;
  return zeros;
}
