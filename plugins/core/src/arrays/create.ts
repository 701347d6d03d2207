import { ValueError } from "@mesoscope/sdk";
import { NDArray } from "./nd-array.js";
import { checkShape, sizeOf } from "./shape.js";

type Shape = number | readonly number[];

/**
 * An array of zeros; a single number is the length of a vector.
 *
 * @example
 * zeros([2, 2]).data; // [0, 0, 0, 0]
 */
export function zeros(shape: Shape): NDArray {
  return filled("zeros", shape, 0);
}

/**
 * An array of ones.
 *
 * @example
 * ones(3).data; // [1, 1, 1]
 */
export function ones(shape: Shape): NDArray {
  return filled("ones", shape, 1);
}

/**
 * An array of one value.
 *
 * @example
 * full([1, 2], 7).data; // [7, 7]
 *
 * @throws ValueError BAD_SHAPE
 */
export function full(shape: Shape, value: number): NDArray {
  return filled("full", shape, value);
}

function filled(name: string, shape: Shape, value: number): NDArray {
  const lengths = typeof shape === "number" ? [shape] : shape;
  checkShape(name, lengths);
  return new NDArray(new Float64Array(sizeOf(lengths)).fill(value), lengths);
}

/**
 * The identity matrix of shape [n, n].
 *
 * @example
 * identity(2).data; // [1, 0, 0, 1]
 */
export function identity(n: number): NDArray {
  const result = filled("identity", [n, n], 0);
  for (let i = 0; i < n; i++) result.data[i * n + i] = 1;
  return result;
}

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included.
 *
 * @example
 * linspace(0, 1, 5).data; // [0, 0.25, 0.5, 0.75, 1]
 *
 * @throws ValueError BAD_VALUE where `count` is no whole number from 1
 */
export function linspace(start: number, stop: number, count: number): NDArray {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ValueError("BAD_VALUE", `linspace: count is ${count}. Give a whole number from 1.`);
  }
  const step = (stop - start) / (count - 1);
  const spaced = Float64Array.from({ length: count }, (_, i) => start + i * step);
  if (count > 1) spaced[count - 1] = stop;
  spaced[0] = start;
  return new NDArray(spaced);
}

/**
 * `count` numbers from `start` to `stop`, both included and above 0, evenly spaced in their logarithm.
 *
 * @example
 * allClose(logspace(1, 100, 3), [1, 10, 100]); // true
 *
 * @throws ValueError BAD_VALUE
 */
export function logspace(start: number, stop: number, count: number): NDArray {
  if (!(start > 0 && stop > 0)) {
    throw new ValueError(
      "BAD_VALUE",
      `logspace: start is ${start} and stop is ${stop}. Give the ends themselves, above 0.`,
    );
  }
  const spaced = linspace(Math.log(start), Math.log(stop), count).map(Math.exp);
  spaced.data[0] = start;
  if (count > 1) spaced.data[count - 1] = stop;
  return spaced;
}

/**
 * Numbers from `start` up to but without `stop`; one argument counts from 0.
 *
 * @example
 * arange(4).data; // [0, 1, 2, 3]
 * arange(1, 2, 0.25).data; // [1, 1.25, 1.5, 1.75]
 *
 * @throws ValueError BAD_VALUE where the step is 0 or not finite
 */
export function arange(start: number, stop?: number, step = 1): NDArray {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const count = Math.max(Math.ceil((to - from) / step), 0);
  if (step === 0 || !Number.isSafeInteger(count)) {
    throw new ValueError(
      "BAD_VALUE",
      `arange: ${from} to ${to} in steps of ${step} has no end. Give finite numbers and a step.`,
    );
  }
  return new NDArray(Float64Array.from({ length: count }, (_, i) => from + i * step));
}
