import { ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { showShape } from "../arrays/shape.js";

/** The values as a matrix with as many rows as columns. */
export function asSquare(values: ArrayInput, subject: string): NDArray {
  const matrix = asMatrix(values, subject);
  if (matrix.shape[0] === matrix.shape[1]) return matrix;
  throw new ShapeError(
    "NOT_SQUARE",
    `${subject} has shape ${showShape(matrix.shape)}. Give a square matrix, with as many rows as columns.`,
  );
}

/** A copy of the right-hand side `b`: a vector, or a matrix with one row per row of A. */
export function copyRightSide(name: string, b: ArrayInput, matrix: NDArray): NDArray {
  const right = asArray(b, `${name}: b`);
  if ((right.rank === 1 || right.rank === 2) && right.shape[0] === matrix.shape[0]) {
    return new NDArray(right.data.slice(), right.shape);
  }
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${name}: A is ${showShape(matrix.shape)} but b is ${showShape(right.shape)}. Give b one row per row of A.`,
  );
}
