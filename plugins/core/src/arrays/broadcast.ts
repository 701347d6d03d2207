import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { showShape, sizeOf } from "./shape.js";

/** Numbers to combine entry by entry; a single number stands for an array of it. */
export type Operand = number | ArrayInput;

/** `operate` of the entries of one, two or more arrays, whose axes of length 1 and missing leading axes are repeated. */
export function combine(
  name: string,
  operands: readonly Operand[],
  operate: (...entries: number[]) => number,
): NDArray {
  const { shape, entries } = aligned(name, operands);
  const [x, y, z, ...others] = entries;
  const data = new Float64Array(sizeOf(shape));
  if (!y) for (let i = 0; i < data.length; i++) data[i] = operate(x![i]!);
  else if (!z) for (let i = 0; i < data.length; i++) data[i] = operate(x![i]!, y[i]!);
  else if (others.length === 0) for (let i = 0; i < data.length; i++) data[i] = operate(x![i]!, y[i]!, z[i]!);
  else {
    const rest = (i: number) => others.map((values) => values[i]!);
    for (let i = 0; i < data.length; i++) data[i] = operate(x![i]!, y[i]!, z[i]!, ...rest(i));
  }
  return new NDArray(data, shape);
}

/** The same for two arrays by a loop over all entries, where a call for each would take most of the time. */
export function combinePairs(
  name: string,
  a: Operand,
  b: Operand,
  fill: (x: Float64Array, y: Float64Array, result: Float64Array) => void,
): NDArray {
  const { shape, entries } = aligned(name, [a, b]);
  const result = new Float64Array(sizeOf(shape));
  fill(entries[0]!, entries[1]!, result);
  return new NDArray(result, shape);
}

/** The common shape of the operands, and the entries of each repeated to it. */
function aligned(name: string, operands: readonly Operand[]): { shape: readonly number[]; entries: Float64Array[] } {
  if (operands.length === 0)
    throw new ValueError("EMPTY", `${name}: no array was given. Give at least one to work on.`);
  const arrays = operands.map((value, i) => operand(value, `${name}: ${nameOf(i)}`));
  const shape = arrays.map((array) => array.shape).reduce((a, b) => commonShape(name, a, b));
  return { shape, entries: arrays.map((array) => spread(array, shape)) };
}

function nameOf(position: number): string {
  return "abcdefgh"[position] ?? `operand ${position + 1}`;
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
  if (length === 1) {
    data.forEach((value, i) => {
      repeated.fill(value, i * count, (i + 1) * count);
    });
    return repeated;
  }
  for (let from = 0, to = 0; from < data.length; from += length) {
    const block = data.subarray(from, from + length);
    for (let k = 0; k < count; k++, to += length) repeated.set(block, to);
  }
  return repeated;
}
