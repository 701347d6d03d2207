import { ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { showShape, sizeOf } from "./shape.js";

/** Numbers to combine entry by entry; a single number stands for an array of it. */
export type Operand = number | ArrayInput;

/**
 * `a + b`, entry by entry; axes of length 1 and missing leading axes are repeated, as in NumPy.
 *
 * @example
 * add([[1, 2], [3, 4]], [10, 20]).data; // [11, 22, 13, 24]
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function add(a: Operand, b: Operand): NDArray {
  return combine("add", a, b, (x, y) => x + y);
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
  return combine("subtract", a, b, (x, y) => x - y);
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
  return combine("multiply", a, b, (x, y) => x * y);
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
  return combine("divide", a, b, (x, y) => x / y);
}

function combine(name: string, a: Operand, b: Operand, operate: (x: number, y: number) => number): NDArray {
  const left = operand(a, `${name}: a`);
  const right = operand(b, `${name}: b`);
  const shape = commonShape(name, left.shape, right.shape);
  const x = spread(left, shape);
  const y = spread(right, shape);
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = operate(x[i]!, y[i]!);
  return new NDArray(data, shape);
}

function operand(value: Operand, subject: string): NDArray {
  return typeof value === "number" ? new NDArray(Float64Array.of(value), []) : asArray(value, subject);
}

function commonShape(name: string, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: shapes ${showShape(a)} and ${showShape(b)} do not combine. Give lengths that agree or are 1.`,
    );
  });
}

/** The data of `array` repeated to `shape`; its own data where nothing is to repeat. */
function spread({ data, shape: own }: NDArray, shape: readonly number[]): Float64Array {
  const size = sizeOf(shape);
  if (data.length === size) return data;
  const lead = shape.length - own.length;
  let spreadData = data;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if ((own[axis - lead] ?? 1) !== shape[axis])
      spreadData = repeat(spreadData, sizeOf(shape.slice(axis + 1)), shape[axis]!);
  }
  return spreadData;
}

/** Each block of `length` numbers, `count` times in a row. */
function repeat(data: Float64Array, length: number, count: number): Float64Array {
  const repeated = new Float64Array(data.length * count);
  for (let from = 0, to = 0; from < data.length; from += length) {
    const block = data.subarray(from, from + length);
    for (let k = 0; k < count; k++, to += length) repeated.set(block, to);
  }
  return repeated;
}
