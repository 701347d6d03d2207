import { displaySymbol, type MimeBundle, type NDArrayLike, ShapeError, ValueError } from "@mesoscope/sdk";
import { plainText } from "./plain-text.js";
import { checkAxis, checkShape, showShape, sizeOf } from "./shape.js";
import { tableHtml } from "./table-html.js";

/** Numbers nested as deep as the array has axes. */
export type NestedNumbers = number | NestedNumbers[];

/**
 * A dense array of 64-bit numbers: row-major `data` and its `shape`.
 *
 * @example
 * const stress = new NDArray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * stress.get(1, 2); // 6
 *
 * @throws ShapeError SHAPE_MISMATCH where the shape does not hold as many numbers as `data`
 */
export class NDArray implements NDArrayLike {
  readonly data: Float64Array;
  readonly shape: readonly number[];

  constructor(data: Float64Array, shape: readonly number[] = [data.length]) {
    checkShape("NDArray", shape);
    if (sizeOf(shape) !== data.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `NDArray: shape ${showShape(shape)} holds ${sizeOf(shape)} numbers but data has ${data.length}. Give a shape that fits.`,
      );
    }
    this.data = data;
    this.shape = Object.freeze([...shape]);
  }

  /** The number of entries. */
  get size(): number {
    return this.data.length;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /**
   * The entry at one index per axis, counted from 0.
   *
   * @throws ValueError INDEX_OUT_OF_RANGE
   */
  get(...index: number[]): number {
    let offset = 0;
    for (let axis = 0; axis < this.rank; axis++) offset = offset * this.shape[axis]! + this.#check(index, axis);
    if (index.length === this.rank) return this.data[offset]!;
    throw new ValueError(
      "INDEX_OUT_OF_RANGE",
      `NDArray.get: ${index.length} indices for an array of shape ${showShape(this.shape)}. Give one index per axis.`,
    );
  }

  /** Entry `i` along the first axis, copied; of a matrix, row `i` of shape [columns]. */
  row(i: number): NDArray {
    this.#check([i], 0);
    const shape = this.shape.slice(1);
    return new NDArray(this.data.slice(i * sizeOf(shape), (i + 1) * sizeOf(shape)), shape);
  }

  /** Column `j` of a matrix, copied, of shape [rows]. */
  column(j: number): NDArray {
    const taken = this.take([j], 1);
    return taken.reshape([taken.shape[0]!, ...taken.shape.slice(2)]);
  }

  /** Entries `start` to before `end` along the first axis, copied; negative positions count from the back. */
  slice(start: number, end?: number): NDArray {
    if (this.rank === 0) this.#check([start], 0);
    const shape = this.shape.slice(1);
    const positions = [start, end ?? this.shape[0]!].map((at) => clampPosition(at, this.shape[0]!));
    const count = Math.max(positions[1]! - positions[0]!, 0);
    const from = positions[0]! * sizeOf(shape);
    return new NDArray(this.data.slice(from, from + count * sizeOf(shape)), [count, ...shape]);
  }

  /** The entries at `indices` along an axis, copied, in that order. */
  take(indices: ArrayLike<number>, axis = 0): NDArray {
    const front = checkAxis("NDArray.take", axis, this.rank);
    const outer = sizeOf(this.shape.slice(0, front));
    const inner = sizeOf(this.shape.slice(front + 1));
    const length = this.shape[front]!;
    const data = new Float64Array(outer * indices.length * inner);
    for (let k = 0; k < indices.length; k++) {
      const at = this.#check({ [front]: indices[k]! }, front);
      for (let i = 0; i < outer; i++) {
        const from = (i * length + at) * inner;
        const to = (i * indices.length + k) * inner;
        for (let j = 0; j < inner; j++) data[to + j] = this.data[from + j]!;
      }
    }
    return new NDArray(data, [...this.shape.slice(0, front), indices.length, ...this.shape.slice(front + 1)]);
  }

  /** The same data under another shape; one length may be -1 and follows from the others. */
  reshape(shape: readonly number[]): NDArray {
    const known = sizeOf(shape.filter((length) => length !== -1));
    return new NDArray(
      this.data,
      shape.map((length) => (length === -1 ? this.size / known : length)),
    );
  }

  /** The matrix with rows and columns exchanged, copied. */
  transpose(): NDArray {
    if (this.rank !== 2) {
      throw new ShapeError(
        "NOT_A_MATRIX",
        `NDArray.transpose: the array has shape ${showShape(this.shape)}. Reshape it to two axes first.`,
      );
    }
    const [rows, columns] = this.shape as [number, number];
    const data = new Float64Array(this.size);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) data[j * rows + i] = this.data[i * columns + j]!;
    }
    return new NDArray(data, [columns, rows]);
  }

  /** A new array of `change(entry)`, in row-major order. */
  map(change: (value: number, position: number) => number): NDArray {
    return new NDArray(this.data.map(change), this.shape);
  }

  /**
   * Nested plain arrays of the entries.
   *
   * @example
   * array([[1, 2], [3, 4]]).toArray(); // [[1, 2], [3, 4]]
   */
  toArray(): NestedNumbers {
    return nest(this.data, this.shape, 0, 0);
  }

  /** `{ shape, data }` with plain numbers; `NDArray.fromJSON` reads it. Not-finite numbers are kept as text. */
  toJSON(): { shape: number[]; data: (number | string)[] } {
    return {
      shape: [...this.shape],
      data: Array.from<number, number | string>(this.data, (x) =>
        Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : String(x),
      ),
    };
  }

  /**
   * The array that `toJSON` wrote.
   *
   * @example
   * NDArray.fromJSON(JSON.parse(JSON.stringify(array([1, NaN])))).data; // [1, NaN]
   */
  static fromJSON(json: { readonly shape: readonly number[]; readonly data: readonly (number | string)[] }): NDArray {
    return new NDArray(Float64Array.from(json.data, Number), json.shape);
  }

  /**
   * The entries along the first axis: the numbers of a vector, the rows of a matrix, copied.
   *
   * @example
   * Math.max(...array([3, 1, 2])); // 3
   * Array.from(array([[1, 2], [3, 4]]), (row) => row.get(1)); // [2, 4]
   *
   * @throws ShapeError NOT_ITERABLE where the array has no axis
   */
  // biome-ignore lint/suspicious/noExplicitAny: a number or an array, by a rank that TypeScript does not know
  [Symbol.iterator](): IterableIterator<any> {
    if (this.rank === 0) {
      throw new ShapeError(
        "NOT_ITERABLE",
        `NDArray: the array holds the single number ${this.data[0]} and has no axis to go along. Read it with get().`,
      );
    }
    return this.rank === 1 ? this.data.values() : this.#rows();
  }

  toString(): string {
    return plainText(this);
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": plainText(this), "text/html": tableHtml(this) };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return plainText(this);
  }

  *#rows(): Generator<NDArray> {
    for (let i = 0; i < this.shape[0]!; i++) yield this.row(i);
  }

  #check(index: { readonly [axis: number]: number }, axis: number): number {
    const at = index[axis]!;
    if (Number.isInteger(at) && at >= 0 && at < this.shape[axis]!) return at;
    throw new ValueError(
      "INDEX_OUT_OF_RANGE",
      `NDArray: index ${at} is outside axis ${axis} of shape ${showShape(this.shape)}. Count from 0 to the length less 1.`,
    );
  }
}

function clampPosition(at: number, length: number): number {
  return Math.min(Math.max(Math.trunc(at < 0 ? at + length : at), 0), length);
}

function nest(data: Float64Array, shape: readonly number[], axis: number, offset: number): NestedNumbers {
  if (axis === shape.length) return data[offset]!;
  const stride = sizeOf(shape.slice(axis + 1));
  return Array.from({ length: shape[axis]! }, (_, i) => nest(data, shape, axis + 1, offset + i * stride));
}
