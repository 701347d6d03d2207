import { ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { checkShape, sizeOf } from "../arrays/shape.js";
import { naturalLog } from "./natural-log.js";
import { philox, type Words } from "./philox.js";

type Shape = number | readonly number[];

/**
 * A stream of random numbers that depends on its seed alone: the same numbers on every machine.
 *
 * @param seed a whole number, 0 unless given
 *
 * @example
 * const stream = randomStream(7);
 * stream.uniform() === randomStream(7).uniform(); // true
 *
 * @throws ValueError BAD_SEED
 * @see Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC11 (2011)
 */
export function randomStream(seed = 0): RandomStream {
  if (!Number.isSafeInteger(seed)) {
    throw new ValueError("BAD_SEED", `randomStream: the seed is ${seed}. Give a whole number of at most 53 bits.`);
  }
  return new RandomStream(Uint32Array.of(seed, Math.floor(seed / 2 ** 32)), new Uint32Array(2));
}

/** Random numbers drawn one after the other; `randomStream` makes one, `child` makes independent ones. */
export class RandomStream {
  /** The seed's two words. */
  readonly #key: Words;
  /** Two words that tell this stream from its relatives; they are the upper half of its counter. */
  readonly #identity: Words;
  readonly #block = new Uint32Array(4);
  #blocks = 0;
  #next = 4;
  #spareNormal: number | undefined;

  /** @internal */
  constructor(key: Words, identity: Words) {
    this.#key = key;
    this.#identity = identity;
  }

  /**
   * The `i`-th child stream, independent of this one, of its other children and of what was drawn before: one for each
   * worker or task gives the same numbers wherever and in whatever order the tasks run. Each stream has a period of 2⁶⁶
   * words; two relatives share their 128 bits of key and identity, and so their numbers, with probability 2⁻¹²⁸.
   *
   * @example
   * const parent = randomStream(1);
   * parent.child(3).uniform() === randomStream(1).child(3).uniform(); // true
   *
   * @throws ValueError BAD_VALUE where `i` is no whole number from 0
   */
  child(i: number): RandomStream {
    checkCount("child", i, 0);
    const identity = Uint32Array.of(i, Math.floor(i / 2 ** 32), this.#identity[0]!, this.#identity[1]!);
    philox(identity, Uint32Array.of(~this.#key[0]!, ~this.#key[1]!));
    const key = Uint32Array.of(this.#key[0]! ^ identity[0]!, this.#key[1]! ^ identity[1]!);
    return new RandomStream(key, identity.slice(2));
  }

  /** A number from 0 to below 1, in steps of 2⁻⁵³. */
  uniform(): number {
    const high = this.#word() >>> 5;
    return (high * 2 ** 26 + (this.#word() >>> 6)) / 2 ** 53;
  }

  /** A number of the normal distribution of mean 0 and variance 1, by Marsaglia's polar method. */
  normal(): number {
    const spare = this.#spareNormal;
    this.#spareNormal = undefined;
    if (spare !== undefined) return spare;
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * naturalLog(square)) / square);
      this.#spareNormal = y * scale;
      return x * scale;
    }
  }

  /** A number of the exponential distribution of mean 1. */
  exponential(): number {
    return -naturalLog(1 - this.uniform());
  }

  /**
   * A whole number from 0 to below `below`, each equally likely.
   *
   * @throws ValueError BAD_VALUE where `below` is no whole number from 1 to 2⁵³ - 1
   */
  integer(below: number): number {
    checkCount("integer", below, 1);
    const range = below <= 2 ** 32 ? 2 ** 32 : 2 ** 53;
    const limit = range - (range % below);
    for (;;) {
      const drawn = range === 2 ** 32 ? this.#word() : this.uniform() * 2 ** 53;
      if (drawn < limit) return drawn % below;
    }
  }

  /** The numbers from 0 to below `n` in random order. */
  permutation(n: number): Int32Array {
    checkCount("permutation", n, 0);
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  /**
   * `count` of the items, each at most once unless `replace` is true.
   *
   * @example
   * randomStream(1).choice(["a", "b", "c"], 2).length; // 2
   *
   * @throws ValueError BAD_VALUE where there are too few items
   */
  choice<T>(
    items: { readonly length: number; readonly [i: number]: T },
    count: number,
    options: { replace?: boolean } = {},
  ): T[] {
    checkCount("choice", count, 0);
    const available = options.replace ? Math.sign(items.length) * Infinity : items.length;
    if (!(count <= available) && count > 0) {
      throw new ValueError(
        "BAD_VALUE",
        `choice: ${count} of ${items.length} items. Ask for fewer, or set replace to draw items more than once.`,
      );
    }
    if (options.replace) return Array.from({ length: count }, () => items[this.integer(items.length)]!);
    return Array.from(this.permutation(items.length).subarray(0, count), (i) => items[i]!);
  }

  /** An array of `uniform` numbers; a single number is the length of a vector. */
  uniforms(shape: Shape): NDArray {
    return this.#fill(shape, () => this.uniform());
  }

  /** An array of `normal` numbers; a single number is the length of a vector. */
  normals(shape: Shape): NDArray {
    return this.#fill(shape, () => this.normal());
  }

  #fill(shape: Shape, draw: () => number): NDArray {
    const lengths = typeof shape === "number" ? [shape] : shape;
    checkShape("RandomStream", lengths);
    const data = new Float64Array(sizeOf(lengths));
    for (let i = 0; i < data.length; i++) data[i] = draw();
    return new NDArray(data, lengths);
  }

  #word(): number {
    if (this.#next === 4) {
      this.#block[0] = this.#blocks;
      this.#block[1] = Math.floor(this.#blocks / 2 ** 32);
      this.#block.set(this.#identity, 2);
      philox(this.#block, this.#key);
      this.#blocks++;
      this.#next = 0;
    }
    return this.#block[this.#next++]!;
  }
}

function checkCount(name: string, value: number, from: number): void {
  if (Number.isSafeInteger(value) && value >= from) return;
  throw new ValueError("BAD_VALUE", `RandomStream.${name}: ${value} was given. Give a whole number from ${from}.`);
}
