import { displaySymbol, type MimeBundle, ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { checkSameShape, showShape } from "../arrays/shape.js";
import { entriesByRow } from "./entries-by-row.js";
import { sparseHtml, sparseText } from "./sparse-display.js";
import { multiplySparse } from "./sparse-product.js";

/**
 * A matrix of which only entries other than 0 are kept, row after row: those of row i are `values[k]` in column
 * `columns[k]`, ascending, for k from `rowStarts[i]` to before `rowStarts[i + 1]`. Made by `sparseMatrix`.
 */
export class SparseMatrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;

  /** @internal */
  constructor(shape: readonly [number, number], rowStarts: Int32Array, columns: Int32Array, values: Float64Array) {
    this.shape = Object.freeze([...shape] as const);
    this.rowStarts = rowStarts;
    this.columns = columns;
    this.values = values;
  }

  /** The number of entries that are kept. */
  get count(): number {
    return this.values.length;
  }

  /**
   * The product with a vector, a matrix or another sparse matrix.
   *
   * @example
   * asSparse([[0, 2], [3, 0]]).multiply([1, 10]).data; // [20, 3]
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  multiply(other: SparseMatrix): SparseMatrix;
  multiply(other: ArrayInput): NDArray;
  multiply(other: ArrayInput | SparseMatrix): NDArray | SparseMatrix {
    if (other instanceof SparseMatrix) {
      this.#checkRows(other.shape);
      return multiplySparse(this, other);
    }
    const right = asArray(other, "SparseMatrix.multiply: the other factor");
    if (right.rank !== 1 && right.rank !== 2) this.#refuse(right.shape);
    this.#checkRows(right.shape);
    const width = right.shape[1] ?? 1;
    const result = new Float64Array(this.shape[0] * width);
    for (let i = 0; i < this.shape[0]; i++) {
      for (let k = this.rowStarts[i]!; k < this.rowStarts[i + 1]!; k++) {
        const weight = this.values[k]!;
        const from = this.columns[k]! * width;
        for (let j = 0; j < width; j++) result[i * width + j]! += weight * right.data[from + j]!;
      }
    }
    return new NDArray(result, [this.shape[0], ...right.shape.slice(1)]);
  }

  /** The matrix with rows and columns exchanged. */
  transpose(): SparseMatrix {
    return entriesByRow([this.shape[1], this.shape[0]], this.columns, this.#rows(), this.values);
  }

  /**
   * The sum with another sparse matrix of the same shape.
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  add(other: SparseMatrix): SparseMatrix {
    checkSameShape("SparseMatrix.add", this.shape, other.shape);
    const [rows, columns] = [new Int32Array(this.count + other.count), new Int32Array(this.count + other.count)];
    const values = new Float64Array(this.count + other.count);
    [this, other].forEach((part, i) => {
      rows.set(part.#rows(), i * this.count);
      columns.set(part.columns, i * this.count);
      values.set(part.values, i * this.count);
    });
    return entriesByRow(this.shape, rows, columns, values);
  }

  /** All entries times a number. */
  scale(factor: number): SparseMatrix {
    return new SparseMatrix(
      this.shape,
      this.rowStarts,
      this.columns,
      this.values.map((value) => factor * value),
    );
  }

  /** The entries on the diagonal, zeros included. */
  diagonal(): NDArray {
    const result = new Float64Array(Math.min(...this.shape));
    for (let i = 0; i < result.length; i++) {
      const place = this.columns.subarray(this.rowStarts[i], this.rowStarts[i + 1]).indexOf(i);
      if (place >= 0) result[i] = this.values[this.rowStarts[i]! + place]!;
    }
    return new NDArray(result);
  }

  /** Rows `start` to before `end`, copied; negative positions count from the back, as in `NDArray.slice`. */
  slice(start: number, end?: number): SparseMatrix {
    const ends = this.rowStarts.subarray(1).slice(start, end);
    const first = this.rowStarts.subarray(0, -1).slice(start, end)[0] ?? 0;
    const last = ends.at(-1) ?? first;
    const starts = new Int32Array(ends.length + 1);
    ends.forEach((position, i) => {
      starts[i + 1] = position - first;
    });
    const shape = [ends.length, this.shape[1]] as const;
    return new SparseMatrix(shape, starts, this.columns.slice(first, last), this.values.slice(first, last));
  }

  /** The whole matrix, zeros included. */
  toDense(): NDArray {
    const [rows, columns] = this.shape;
    const data = new Float64Array(rows * columns);
    const rowOf = this.#rows();
    this.values.forEach((value, k) => {
      data[rowOf[k]! * columns + this.columns[k]!] = value;
    });
    return new NDArray(data, this.shape);
  }

  /** What `sparseMatrix` takes, with plain numbers. */
  toJSON(): { shape: [number, number]; rows: number[]; columns: number[]; values: number[] } {
    return {
      shape: [...this.shape],
      rows: [...this.#rows()],
      columns: [...this.columns],
      values: [...this.values],
    };
  }

  toString(): string {
    return sparseText(this);
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": sparseText(this), "text/html": sparseHtml(this) };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return sparseText(this);
  }

  /** The row of each entry. */
  #rows(): Int32Array {
    const rows = new Int32Array(this.count);
    for (let i = 0; i < this.shape[0]; i++) rows.fill(i, this.rowStarts[i], this.rowStarts[i + 1]);
    return rows;
  }

  #checkRows(shape: readonly number[]): void {
    if (shape[0] !== this.shape[1]) this.#refuse(shape);
  }

  #refuse(shape: readonly number[]): never {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `SparseMatrix.multiply: the factors are ${showShape(this.shape)} and ${showShape(shape)}. Give the second ${this.shape[1]} rows.`,
    );
  }
}
