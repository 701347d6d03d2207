import { checkFunction } from "../check-function.js";
import { combine, combinePairs, type Operand } from "./broadcast.js";
import type { NDArray } from "./nd-array.js";

/**
 * `a + b`, entry by entry; axes of length 1 and missing leading axes are repeated, as in NumPy.
 *
 * @example
 * add([[1, 2], [3, 4]], [10, 20]).data; // [11, 22, 13, 24]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function add(a: Operand, b: Operand): NDArray {
  return combinePairs("add", a, b, (x, y, result) => {
    for (let i = 0; i < result.length; i++) result[i] = x[i]! + y[i]!;
  });
}

/**
 * `a - b`, entry by entry, repeated like `add`.
 *
 * @example
 * subtract([[1, 2], [3, 4]], [[1], [3]]).data; // [0, 1, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function subtract(a: Operand, b: Operand): NDArray {
  return combinePairs("subtract", a, b, (x, y, result) => {
    for (let i = 0; i < result.length; i++) result[i] = x[i]! - y[i]!;
  });
}

/**
 * `a × b`, entry by entry, repeated like `add`; for the product of matrices see `matmul`.
 *
 * @example
 * multiply([1, 2, 3], 2).data; // [2, 4, 6]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function multiply(a: Operand, b: Operand): NDArray {
  return combinePairs("multiply", a, b, (x, y, result) => {
    for (let i = 0; i < result.length; i++) result[i] = x[i]! * y[i]!;
  });
}

/**
 * `a ÷ b`, entry by entry, repeated like `add`.
 *
 * @example
 * divide([2, 4], [1, 2]).data; // [2, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function divide(a: Operand, b: Operand): NDArray {
  return combinePairs("divide", a, b, (x, y, result) => {
    for (let i = 0; i < result.length; i++) result[i] = x[i]! / y[i]!;
  });
}

/**
 * `a` to the power `b`, entry by entry, repeated like `add`.
 *
 * @example
 * power([1, 2, 3], 2).data; // [1, 4, 9]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function power(a: Operand, b: Operand): NDArray {
  return combine("power", [a, b], (x, y) => x ** y);
}

/**
 * The smaller of `a` and `b`, entry by entry, repeated like `add`; NaN where either is. For the smallest entry of one
 * array see `minimum`.
 *
 * @example
 * smallerOf([1, 5, 3], 2).data; // [1, 2, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function smallerOf(a: Operand, b: Operand): NDArray {
  return combine("smallerOf", [a, b], (x, y) => Math.min(x, y));
}

/**
 * The larger of `a` and `b`, entry by entry, repeated like `add`; NaN where either is. For the largest entry of one
 * array see `maximum`.
 *
 * @example
 * largerOf([-1, 0, 2], 0).data; // [0, 0, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function largerOf(a: Operand, b: Operand): NDArray {
  return combine("largerOf", [a, b], (x, y) => Math.max(x, y));
}

/**
 * Any function of numbers, applied entry by entry to one or more arrays, repeated like `add`.
 *
 * @example
 * elementwise(Math.hypot, [3, 6], [[4], [8]]).toArray(); // [[5, Math.hypot(6, 4)], [Math.hypot(3, 8), 10]]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError EMPTY without an array
 */
export function elementwise(operate: (...entries: number[]) => number, ...operands: Operand[]): NDArray {
  checkFunction("elementwise", operate);
  return combine("elementwise", operands, operate);
}
