import { NDArray } from "../arrays/nd-array.js";
import type { RandomStream } from "../random/random-stream.js";
import { dot, norm } from "./products.js";

/** Orthonormal vectors of a growing space in which a symmetric operator is tridiagonal. */
export class KrylovBasis {
  readonly vectors: Float64Array[] = [];
  readonly #diagonal: number[] = [];
  readonly #beside: number[] = [];
  readonly #apply: (x: Float64Array) => Float64Array;
  readonly #random: RandomStream;
  #next: Float64Array;

  constructor(apply: (x: Float64Array) => Float64Array, start: Float64Array, random: RandomStream) {
    this.#apply = apply;
    this.#random = random;
    this.#next = start.map((value) => value / norm(start));
  }

  /** The number beside the last diagonal entry: how far the space is from being invariant. */
  get gap(): number {
    return this.#beside.at(-1) ?? Infinity;
  }

  /** Adds one vector; each is made orthogonal to all before, twice, so that no copies of found values appear. */
  grow(): void {
    const vector = this.#next;
    const image = this.#apply(vector).slice();
    this.vectors.push(vector);
    this.#diagonal.push(dot(vector, image));
    const before = norm(image);
    this.#orthogonalize(image);
    const size = norm(image);
    const isInvariant = size <= 1e-14 * before || this.vectors.length === vector.length;
    this.#beside.push(isInvariant ? 0 : size);
    this.#next = isInvariant ? this.#freshVector(vector.length) : image.map((value) => value / size);
  }

  /** The operator within the space, of shape [size, size]. */
  tridiagonal(): NDArray {
    const m = this.vectors.length;
    const result = new NDArray(new Float64Array(m * m), [m, m]);
    this.#diagonal.forEach((value, i) => {
      result.data[i * (m + 1)] = value;
      if (i === 0) return;
      result.data[i * m + i - 1] = this.#beside[i - 1]!;
      result.data[(i - 1) * m + i] = this.#beside[i - 1]!;
    });
    return result;
  }

  #orthogonalize(image: Float64Array): void {
    for (let pass = 0; pass < 2; pass++) {
      for (const vector of this.vectors) {
        const overlap = dot(vector, image);
        for (let i = 0; i < image.length; i++) image[i]! -= overlap * vector[i]!;
      }
    }
  }

  /** Where the space is invariant, it grows in a random direction. */
  #freshVector(length: number): Float64Array {
    const { data } = this.#random.normals(length);
    this.#orthogonalize(data);
    const size = norm(data);
    return data.map((value) => value / size);
  }
}
