import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { showShape } from "./shape.js";

/**
 * The arrays one below the other, as one matrix; a vector is one row.
 *
 * @example
 * stackRows([1, 2], [[3, 4], [5, 6]]).data; // [1, 2, 3, 4, 5, 6]
 *
 * @throws ShapeError SHAPE_MISMATCH where they differ in columns
 */
export function stackRows(...parts: ArrayInput[]): NDArray {
  const matrices = asMatrices("stackRows", parts, (length) => [1, length]);
  const columns = sharedLength("stackRows", matrices, 1);
  const rows = matrices.reduce((count, matrix) => count + matrix.shape[0]!, 0);
  const data = new Float64Array(rows * columns);
  let offset = 0;
  for (const matrix of matrices) {
    data.set(matrix.data, offset);
    offset += matrix.size;
  }
  return new NDArray(data, [rows, columns]);
}

/**
 * The arrays side by side, as one matrix; a vector is one column.
 *
 * @example
 * stackColumns([1, 2], [[3, 4], [5, 6]]).data; // [1, 3, 4, 2, 5, 6]
 *
 * @throws ShapeError SHAPE_MISMATCH where they differ in rows
 */
export function stackColumns(...parts: ArrayInput[]): NDArray {
  const matrices = asMatrices("stackColumns", parts, (length) => [length, 1]);
  const rows = sharedLength("stackColumns", matrices, 0);
  const columns = matrices.reduce((count, matrix) => count + matrix.shape[1]!, 0);
  const data = new Float64Array(rows * columns);
  let offset = 0;
  for (const { data: from, shape } of matrices) {
    const width = shape[1]!;
    for (let i = 0; i < rows; i++) data.set(from.subarray(i * width, (i + 1) * width), i * columns + offset);
    offset += width;
  }
  return new NDArray(data, [rows, columns]);
}

function asMatrices(name: string, parts: readonly ArrayInput[], fromVector: (length: number) => number[]): NDArray[] {
  if (parts.length === 0) throw new ValueError("EMPTY", `${name}: nothing was given. Give one array per argument.`);
  return parts.map((part, i) => {
    const converted = asArray(part, `${name}: argument ${i + 1}`);
    if (converted.rank === 2) return converted;
    if (converted.rank === 1) return converted.reshape(fromVector(converted.size));
    throw new ShapeError(
      "NOT_A_MATRIX",
      `${name}: argument ${i + 1} has shape ${showShape(converted.shape)}. Give vectors and matrices.`,
    );
  });
}

function sharedLength(name: string, matrices: readonly NDArray[], axis: number): number {
  const length = matrices[0]!.shape[axis]!;
  const other = matrices.find((matrix) => matrix.shape[axis] !== length);
  if (!other) return length;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${name}: shapes ${showShape(matrices[0]!.shape)} and ${showShape(other.shape)} do not fit. Give equal ${axis === 0 ? "rows" : "columns"}.`,
  );
}
