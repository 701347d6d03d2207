import { ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { showShape } from "../arrays/shape.js";
import { addProduct } from "./add-product.js";
import { columnView, transposed, type View, view } from "./view.js";

/**
 * The matrix product `A B`, for A of shape [m, k] and B of shape [k, n]; a vector is a row on the left and a column on
 * the right, and its axis is left out of the result. Takes 2 m n k operations.
 *
 * @example
 * matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]]).data; // [19, 22, 43, 50]
 * matmul([[1, 2], [3, 4]], [1, 1]).data; // [3, 7]
 *
 * @throws ShapeError SHAPE_MISMATCH where the columns of A are not the rows of B
 */
export function matmul(A: ArrayInput, B: ArrayInput): NDArray {
  const left = asArray(A, "matmul: A");
  const right = asArray(B, "matmul: B");
  const a = factorView(left, true);
  const b = factorView(right, false);
  if (a.columns !== b.rows) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `matmul: A is ${showShape(left.shape)} and B is ${showShape(right.shape)}. Give B as many rows as A has columns.`,
    );
  }
  const product = new Float64Array(a.rows * b.columns);
  addProduct(view(new NDArray(product, [a.rows, b.columns])), 1, a, b, true);
  return new NDArray(product, [...left.shape.slice(0, -1), ...right.shape.slice(1)]);
}

function factorView(factor: NDArray, isLeft: boolean): View {
  if (factor.rank === 2) return view(factor);
  if (factor.rank === 1) return isLeft ? transposed(columnView(factor.data)) : columnView(factor.data);
  throw new ShapeError(
    "NOT_A_MATRIX",
    `matmul: ${isLeft ? "A" : "B"} has shape ${showShape(factor.shape)}. Give a matrix or a vector.`,
  );
}
