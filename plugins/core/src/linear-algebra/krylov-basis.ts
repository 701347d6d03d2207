import { NDArray } from "../arrays/nd-array.js";
import type { RandomStream } from "../random/random-stream.js";
import { dot, norm } from "./products.js";

/** Orthonormal vectors of a growing space, and a symmetric operator as it acts within it. */
export class KrylovBasis {
  #vectors: Float64Array[] = [];
  /** For each vector, the overlaps of its image with the vectors up to it. */
  #overlaps: Float64Array[] = [];
  #gap = Infinity;
  readonly #apply: (x: Float64Array) => Float64Array;
  readonly #random: RandomStream;
  #next: Float64Array;

  constructor(apply: (x: Float64Array) => Float64Array, start: Float64Array, random: RandomStream) {
    this.#apply = apply;
    this.#random = random;
    const size = norm(start);
    this.#next = start.map((value) => value / size);
  }

  get size(): number {
    return this.#vectors.length;
  }

  /** How far the image of the last vector leads out of the space: 0 where the space is invariant. */
  get gap(): number {
    return this.#gap;
  }

  /** Adds one vector, made orthogonal to all before twice, so that no copies of found values appear. */
  grow(): void {
    const vector = this.#next;
    const image = this.#apply(vector).slice();
    const before = norm(image);
    this.#vectors.push(vector);
    this.#overlaps.push(this.#orthogonalize(image));
    const size = norm(image);
    const isInvariant = size <= 1e-14 * before || this.size === vector.length;
    this.#gap = isInvariant ? 0 : size;
    this.#next = isInvariant ? this.#freshVector(vector.length) : image.map((value) => value / size);
  }

  /** The operator within the space, of shape [size, size]. */
  projected(): NDArray {
    const m = this.size;
    const result = new NDArray(new Float64Array(m * m), [m, m]);
    this.#overlaps.forEach((column, j) => {
      column.forEach((value, i) => {
        result.data[i * m + j] = value;
        result.data[j * m + i] = value;
      });
    });
    return result;
  }

  /** Combinations of the vectors, with weights of shape [size, count], as columns of shape [n, count]. */
  combine(weights: NDArray): NDArray {
    const count = weights.shape[1]!;
    const result = new Float64Array(this.#next.length * count);
    this.#vectors.forEach((vector, k) => {
      for (let i = 0; i < vector.length; i++) {
        for (let j = 0; j < count; j++) result[i * count + j]! += vector[i]! * weights.data[k * count + j]!;
      }
    });
    return new NDArray(result, [this.#next.length, count]);
  }

  /** Shrinks the space to some of its eigenvectors, from which it grows on. */
  restart(values: NDArray, weights: NDArray): void {
    const kept = this.combine(weights);
    this.#vectors = Array.from(values.data, (_, j) => kept.column(j).data);
    this.#overlaps = Array.from(values.data, (value, j) => new Float64Array(j + 1).fill(value, j));
  }

  #orthogonalize(image: Float64Array): Float64Array {
    const overlaps = new Float64Array(this.size);
    for (let pass = 0; pass < 2; pass++) {
      this.#vectors.forEach((vector, k) => {
        const overlap = dot(vector, image);
        overlaps[k]! += overlap;
        for (let i = 0; i < image.length; i++) image[i]! -= overlap * vector[i]!;
      });
    }
    return overlaps;
  }

  /** Where the space is invariant, it grows in a random direction. */
  #freshVector(length: number): Float64Array {
    const { data } = this.#random.normals(length);
    this.#orthogonalize(data);
    const size = norm(data);
    return data.map((value) => value / size);
  }
}
