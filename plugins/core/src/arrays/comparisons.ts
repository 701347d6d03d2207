import { combine, type Operand } from "./broadcast.js";
import type { NDArray } from "./nd-array.js";

/**
 * 1 where `a < b`, else 0, entry by entry, repeated like `add`; 0 where either is NaN.
 *
 * @example
 * less([1, 2, 3], 2).data; // [1, 0, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function less(a: Operand, b: Operand): NDArray {
  return combine("less", [a, b], (x, y) => Number(x < y));
}

/**
 * 1 where `a ≤ b`, else 0, entry by entry, repeated like `add`; 0 where either is NaN.
 *
 * @example
 * lessOrEqual([1, 2, 3], 2).data; // [1, 1, 0]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function lessOrEqual(a: Operand, b: Operand): NDArray {
  return combine("lessOrEqual", [a, b], (x, y) => Number(x <= y));
}

/**
 * 1 where `a > b`, else 0, entry by entry, repeated like `add`; 0 where either is NaN.
 *
 * @example
 * greater([1, 2, 3], 2).data; // [0, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function greater(a: Operand, b: Operand): NDArray {
  return combine("greater", [a, b], (x, y) => Number(x > y));
}

/**
 * 1 where `a ≥ b`, else 0, entry by entry, repeated like `add`; 0 where either is NaN.
 *
 * @example
 * greaterOrEqual([1, 2, 3], 2).data; // [0, 1, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function greaterOrEqual(a: Operand, b: Operand): NDArray {
  return combine("greaterOrEqual", [a, b], (x, y) => Number(x >= y));
}

/**
 * 1 where `a` equals `b`, else 0, entry by entry, repeated like `add`; NaN equals nothing.
 *
 * @example
 * equal([[1, 2], [3, 1]], 1).data; // [1, 0, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function equal(a: Operand, b: Operand): NDArray {
  return combine("equal", [a, b], (x, y) => Number(x === y));
}

/**
 * The entries of `a` where `condition` is not 0, those of `b` elsewhere, repeated like `add`.
 *
 * @example
 * where(greater([1, 5, 3], 2), [10, 20, 30], 0).data; // [0, 20, 30]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function where(condition: Operand, a: Operand, b: Operand): NDArray {
  return combine("where", [condition, a, b], (chosen, x, y) => (chosen !== 0 ? x! : y!));
}
