import { type ArrayInput, asVector } from "./as-array.js";

/**
 * Positions of the entries of a vector in ascending order; equal entries keep their order, NaN comes last.
 *
 * @example
 * argsort([30, 10, 20]); // [1, 2, 0]
 *
 * @throws ShapeError NOT_A_VECTOR
 */
export function argsort(values: ArrayInput): Int32Array {
  const { data } = asVector(values, "argsort: the input");
  return Int32Array.from(data.keys()).sort((i, j) => compare(data[i]!, data[j]!) || i - j);
}

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : Number(a > b);
}
