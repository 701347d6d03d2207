import { type ArrayLike, type ColumnLike, ShapeError, type TableLike } from "@mesoscope/sdk";
import { NDArray, type NestedNumbers } from "./nd-array.js";
import { numberAt } from "./number-at.js";
import { showShape } from "./shape.js";
import { arrowTable, isArrowTable, isColumn, isNDArrayLike, isNumberArray, isTable } from "./value-kinds.js";

/** What becomes an array: everything of the sdk's `ArrayLike`, and numbers nested to any depth. */
export type ArrayInput = ArrayLike | readonly NestedNumbers[];

/**
 * The values as an `NDArray`, without a copy where they already are 64-bit numbers in a row.
 *
 * Accepts arrays nested to any depth, typed arrays, `NDArray`s, and columns and tables of polars or Arrow;
 * a table gives shape [rows, columns].
 *
 * @param subject what to call the values in an error, such as `"gaussianProcess.fit: X"`
 *
 * @example
 * asArray([[1, 2, 3], [4, 5, 6]]).shape; // [2, 3]
 *
 * @throws ShapeError SHAPE_RAGGED where nested arrays differ in length
 * @throws DataError MISSING_VALUES at null or undefined, DATA_NOT_NUMERIC at what is no number, with the place
 */
export function asArray(values: ArrayInput, subject = "asArray: the input"): NDArray {
  if (values instanceof NDArray) return values;
  if (isNDArrayLike(values)) return new NDArray(values.data, values.shape);
  if (values instanceof Float64Array) return new NDArray(values);
  if (isNumberArray(values)) return new NDArray(Float64Array.from(values, Number));
  if (isTable(values)) return fromTable(values, subject);
  if (isArrowTable(values)) return fromTable(arrowTable(values), subject);
  if (!Array.isArray(values) && isColumn(values)) return fromColumn(values, subject);
  return fromNested(values, subject);
}

/**
 * A copy of the values as an `NDArray`.
 *
 * @example
 * array([1, 2, 3]).data; // [1, 2, 3]
 *
 * @throws as `asArray`
 */
export function array(values: ArrayInput): NDArray {
  const converted = asArray(values, "array: the input");
  return new NDArray(converted.data.slice(), converted.shape);
}

/**
 * The values as a matrix; one axis becomes a single column, of shape [n, 1].
 *
 * @example
 * asMatrix([1, 2, 3]).shape; // [3, 1]
 *
 * @throws ShapeError NOT_A_MATRIX, and as `asArray`
 */
export function asMatrix(values: ArrayInput, subject = "asMatrix: the input"): NDArray {
  const converted = asArray(values, subject);
  if (converted.rank === 2) return converted;
  if (converted.rank === 1) return converted.reshape([converted.size, 1]);
  throw new ShapeError(
    "NOT_A_MATRIX",
    `${subject} has shape ${showShape(converted.shape)} but a matrix is needed. Give [rows, columns].`,
  );
}

/**
 * The values as a vector; a single row or column loses its second axis.
 *
 * @example
 * asVector([[1], [2], [3]]).shape; // [3]
 *
 * @throws ShapeError NOT_A_VECTOR, and as `asArray`
 */
export function asVector(values: ArrayInput, subject = "asVector: the input"): NDArray {
  const converted = asArray(values, subject);
  if (converted.rank === 1) return converted;
  if (converted.rank === 2 && converted.shape.includes(1)) return converted.reshape([converted.size]);
  throw new ShapeError(
    "NOT_A_VECTOR",
    `${subject} has shape ${showShape(converted.shape)} but a vector is needed. Give one number per entry.`,
  );
}

function fromNested(values: unknown, subject: string): NDArray {
  const shape: number[] = [];
  for (let level = values; isList(level); level = level[0]) shape.push(level.length);
  const data = new Float64Array(shape.reduce((product, length) => product * length, 1));
  const at: number[] = [];
  let next = 0;
  fill(values, 0);
  return new NDArray(data, shape);

  function fill(level: unknown, axis: number): void {
    if (axis === shape.length) data[next++] = numberAt(level, subject, () => place(at));
    else if (isList(level) && level.length === shape[axis]) {
      for (let i = 0; i < level.length; i++) {
        at[axis] = i;
        fill(level[i], axis + 1);
      }
    } else throw ragged(subject, at.slice(0, axis), level, shape);
  }
}

function ragged(subject: string, at: readonly number[], level: unknown, shape: readonly number[]): Error {
  const found = isList(level) ? `${level.length} entries` : `a single value (${typeof level})`;
  return new ShapeError(
    "SHAPE_RAGGED",
    `${subject} has ${found} at ${place(at)} where the first has ${shape[at.length]}. Give rows of one length.`,
  );
}

function fromColumn(column: ColumnLike, subject: string): NDArray {
  return new NDArray(columnNumbers(column, subject));
}

function fromTable(table: TableLike, subject: string): NDArray {
  const columns = table.columns.map((name) =>
    columnNumbers(table.getColumn(name), subject, `, column ${JSON.stringify(name)}`),
  );
  const rows = columns[0]?.length ?? 0;
  const data = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) data[i * columns.length + j] = column[i]!;
  });
  return new NDArray(data, [rows, columns.length]);
}

function columnNumbers(column: ColumnLike, subject: string, named = ""): Float64Array {
  const values = column.toArray();
  if (isNDArrayLike(values)) return values.data;
  if (values instanceof Float64Array && !hasNulls(column)) return values;
  return Float64Array.from({ length: column.length }, (_, i) =>
    numberAt(
      hasNulls(column) ? valueAt(column, values, i) : (values as readonly unknown[])[i],
      subject,
      () => `row ${i}${named}`,
    ),
  );
}

/** Arrow vectors keep missing entries beside their numbers; only `get` tells. */
function hasNulls(column: ColumnLike): boolean {
  return ((column as { nullCount?: unknown }).nullCount as number) > 0;
}

function valueAt(column: ColumnLike, values: ReturnType<ColumnLike["toArray"]>, i: number): unknown {
  const { get } = column as { get?: (i: number) => unknown };
  return typeof get === "function" ? get.call(column, i) : (values as readonly unknown[])[i];
}

function isList(value: unknown): value is { readonly length: number; readonly [i: number]: unknown } {
  return Array.isArray(value) || isNumberArray(value);
}

function place(at: readonly number[]): string {
  if (at.length === 1) return `row ${at[0]}`;
  if (at.length === 2) return `row ${at[0]}, column ${at[1]}`;
  return at.length === 0 ? "the top level" : `index ${showShape(at)}`;
}
