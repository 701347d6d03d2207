import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import { checkShape, showShape } from "../arrays/shape.js";
import { entriesByRow } from "./entries-by-row.js";
import { SparseMatrix } from "./sparse-matrix.js";

/** The entries of a sparse matrix: `values[k]` in row `rows[k]` and column `columns[k]`, each list of shape [n]. */
export interface SparseEntries {
  readonly shape: readonly [rows: number, columns: number];
  readonly rows: ArrayInput;
  readonly columns: ArrayInput;
  readonly values: ArrayInput;
}

/**
 * A sparse matrix of the given entries; those given for one place are added, as finite elements are assembled.
 *
 * @example
 * const A = sparseMatrix({ shape: [2, 2], rows: [0, 1, 1], columns: [0, 1, 1], values: [4, 2, 3] });
 * A.toDense().toArray(); // [[4, 0], [0, 5]]
 *
 * @throws ShapeError SHAPE_MISMATCH where the lists differ in length
 * @throws ValueError INDEX_OUT_OF_RANGE, BAD_SHAPE, BAD_OPTION
 */
export function sparseMatrix(entries: SparseEntries): SparseMatrix {
  checkOptions("sparseMatrix", entries, ["shape", "rows", "columns", "values"]);
  const { shape } = entries;
  checkShape("sparseMatrix", shape);
  if (shape.length !== 2) {
    throw new ValueError(
      "BAD_SHAPE",
      `sparseMatrix: the shape is ${showShape(shape)}. Give two lengths, [rows, columns].`,
    );
  }
  const rows = asVector(entries.rows, "sparseMatrix: rows").data;
  const columns = asVector(entries.columns, "sparseMatrix: columns").data;
  const values = asVector(entries.values, "sparseMatrix: values").data;
  if (rows.length !== values.length || columns.length !== values.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `sparseMatrix: ${rows.length} rows, ${columns.length} columns and ${values.length} values. Give one of each per entry.`,
    );
  }
  checkPositions("row", rows, shape[0]);
  checkPositions("column", columns, shape[1]);
  return entriesByRow(shape, Int32Array.from(rows), Int32Array.from(columns), values);
}

/**
 * A matrix as a sparse one, without its zeros.
 *
 * @example
 * asSparse([[0, 2], [0, 0]]).count; // 1
 *
 * @throws ShapeError NOT_A_MATRIX
 */
export function asSparse(A: ArrayInput | SparseMatrix): SparseMatrix {
  if (A instanceof SparseMatrix) return A;
  const { data, shape } = asMatrix(A, "asSparse: A");
  const [rows, width] = shape as [number, number];
  const rowStarts = new Int32Array(rows + 1);
  const columns: number[] = [];
  data.forEach((value, at) => {
    if (value === 0) return;
    columns.push(at % width);
    rowStarts[Math.floor(at / width) + 1] = columns.length;
  });
  for (let i = 0; i < rows; i++) rowStarts[i + 1] = Math.max(rowStarts[i]!, rowStarts[i + 1]!);
  return new SparseMatrix(
    [rows, width],
    rowStarts,
    Int32Array.from(columns),
    data.filter((value) => value !== 0),
  );
}

function checkPositions(name: string, positions: Float64Array, length: number): void {
  const bad = positions.findIndex((at) => !(Number.isInteger(at) && at >= 0 && at < length));
  if (bad < 0) return;
  throw new ValueError(
    "INDEX_OUT_OF_RANGE",
    `sparseMatrix: entry ${bad} stands in ${name} ${positions[bad]}, outside 0 to ${length - 1}. Check the shape and the positions.`,
  );
}
