import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { identity } from "../arrays/create.js";
import { NDArray } from "../arrays/nd-array.js";
import { asSquare, copyRightSide } from "./arguments.js";
import { factorizeLU, type LU, unitLower } from "./lu.js";
import { rightSideView } from "./solve-triangular.js";
import { substituteBackward, substituteForward } from "./substitute.js";
import { view } from "./view.js";

/**
 * `x` with `A x = b`, for A of shape [n, n] and b of shape [n] or [n, m], by elimination with row exchanges.
 *
 * @example
 * solve([[0, 2], [1, 1]], [4, 3]).data; // [1, 2]
 *
 * @throws NumericError SINGULAR, with the column
 * @throws ShapeError NOT_SQUARE, SHAPE_MISMATCH
 */
export function solve(A: ArrayInput, b: ArrayInput): NDArray {
  return solveAs("solve", A, b);
}

/**
 * `A⁻¹`. To solve equations, `solve` is faster and more accurate.
 *
 * @example
 * inverse([[2, 0], [0, 4]]).data; // [0.5, 0, 0, 0.25]
 *
 * @throws NumericError SINGULAR
 * @throws ShapeError NOT_SQUARE
 */
export function inverse(A: ArrayInput): NDArray {
  const matrix = asSquare(A, "inverse: A");
  return solveAs("inverse", matrix, identity(matrix.shape[0]!));
}

/**
 * The determinant of a square matrix; 0 where it is singular.
 *
 * @example
 * determinant([[0, 2], [1, 1]]); // -2
 *
 * @throws ShapeError NOT_SQUARE
 */
export function determinant(A: ArrayInput): number {
  const matrix = asSquare(A, "determinant: A");
  const { factors, sign } = factor(matrix);
  let product = sign;
  for (let i = 0; i < factors.rows; i++) product *= factors.data[i * (factors.columns + 1)]!;
  return product;
}

function solveAs(name: string, A: ArrayInput, b: ArrayInput): NDArray {
  const matrix = asSquare(A, `${name}: A`);
  const right = copyRightSide(name, b, matrix);
  const { factors, order, singularAt } = factor(matrix);
  if (singularAt !== undefined) throw singular(name, singularAt);
  const x = right.take(order);
  substituteForward(unitLower(factors), rightSideView(x));
  substituteBackward(factors, rightSideView(x));
  return x;
}

function factor(matrix: NDArray): LU {
  return factorizeLU(view(new NDArray(matrix.data.slice(), matrix.shape)));
}

function singular(name: string, column: number): NumericError {
  return new NumericError(
    "SINGULAR",
    `${name}: column ${column} of A depends on the ones before it. Use leastSquares, or check the matrix.`,
  );
}
