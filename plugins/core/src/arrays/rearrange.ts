import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { checkAxes, checkAxis, showShape, sizeOf } from "./shape.js";

/**
 * The array with its axes in another order, copied; a matrix is transposed by `[1, 0]`.
 *
 * @example
 * permuteAxes(zeros([2, 3, 4]), [2, 0, 1]).shape; // [4, 2, 3]
 *
 * @throws ValueError BAD_AXIS where the order does not name every axis once
 */
export function permuteAxes(values: ArrayInput, order: readonly number[]): NDArray {
  const { data, shape } = asArray(values, "permuteAxes: the input");
  const axes = checkAxes("permuteAxes", order, shape.length);
  if (axes.length !== shape.length) {
    throw new ValueError(
      "BAD_AXIS",
      `permuteAxes: the order ${showShape(order)} does not fit an array of rank ${shape.length}. Name every axis once.`,
    );
  }
  const permuted = axes.map((axis) => shape[axis]!);
  const strides = axes.map((axis) => sizeOf(shape.slice(axis + 1)));
  const result = new Float64Array(data.length);
  let next = 0;
  const copy = (axis: number, from: number): void => {
    const stride = strides[axis]!;
    const length = permuted[axis]!;
    if (axis === axes.length - 1) for (let i = 0; i < length; i++) result[next++] = data[from + i * stride]!;
    else for (let i = 0; i < length; i++) copy(axis + 1, from + i * stride);
  };
  if (axes.length === 0) return new NDArray(data.slice(), []);
  copy(0, 0);
  return new NDArray(result, permuted);
}

/**
 * The entries moved along an axis by a number of places, those pushed over the end coming back at the start.
 *
 * @example
 * roll([1, 2, 3, 4], 1).data; // [4, 1, 2, 3]
 *
 * @throws ValueError BAD_AXIS, BAD_VALUE where the places are no whole number
 */
export function roll(values: ArrayInput, places: number, axis = -1): NDArray {
  const given = asArray(values, "roll: the input");
  const front = checkAxis("roll", axis, given.rank);
  if (!Number.isSafeInteger(places)) {
    throw new ValueError("BAD_VALUE", `roll: ${places} places were given. Give a whole number; it may be negative.`);
  }
  const length = given.shape[front]!;
  const order = Int32Array.from({ length }, (_, i) => (((i - places) % length) + length) % length);
  return given.take(order, front);
}
