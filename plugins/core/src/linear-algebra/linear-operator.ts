import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { SparseMatrix } from "../sparse/sparse-matrix.js";
import { asSquare } from "./arguments.js";
import { matmul } from "./matmul.js";

/** A square matrix, dense or sparse, or a function that multiplies a vector by one. */
export type LinearOperator = ArrayInput | SparseMatrix | ((x: Float64Array) => ArrayInput);

/** The operator as a function, for vectors of `size` entries. */
export function operatorOf(name: string, A: LinearOperator, size: number): (x: Float64Array) => Float64Array {
  if (typeof A === "function") {
    return (x) => {
      const { data } = asArray(A(x), `${name}: the product with A`);
      if (data.length === size) return data;
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${name}: A maps ${size} entries to ${data.length}. Give a function whose result is as long as its input.`,
      );
    };
  }
  const matrix = A instanceof SparseMatrix ? A : asSquare(A, `${name}: A`);
  if (matrix.shape[0] !== size || matrix.shape[1] !== size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: A has shape [${matrix.shape.join(", ")}] for vectors of ${size} entries. Give shape [${size}, ${size}].`,
    );
  }
  return matrix instanceof SparseMatrix ? (x) => matrix.multiply(x).data : (x) => matmul(matrix, x).data;
}

/** The length of the vectors that an operator works on; a function does not tell, so `size` must. */
export function operatorSize(name: string, A: LinearOperator, size: number | undefined): number {
  if (typeof A === "function") {
    if (Number.isSafeInteger(size) && size! > 0) return size!;
    throw new ValueError(
      "BAD_OPTION",
      `${name}: A is a function and size is ${size}. Give the length of its vectors as size.`,
    );
  }
  return A instanceof SparseMatrix ? A.shape[0] : asSquare(A, `${name}: A`).shape[0]!;
}
