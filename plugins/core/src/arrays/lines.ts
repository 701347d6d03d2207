import { NDArray } from "./nd-array.js";
import { sizeOf } from "./shape.js";

/**
 * Calls `visit` with a copy of each line along `axis`, and writes the numbers that it returns as the line of a new
 * array, whose length along that axis is `length`.
 */
export function mapLines(
  { data, shape }: NDArray,
  axis: number,
  length: number,
  visit: (line: Float64Array) => ArrayLike<number>,
): NDArray {
  const from = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const line = new Float64Array(from);
  const result = new Float64Array(outer * length * inner);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      for (let k = 0; k < from; k++) line[k] = data[(i * from + k) * inner + j]!;
      const changed = visit(line);
      for (let k = 0; k < length; k++) result[(i * length + k) * inner + j] = changed[k]!;
    }
  }
  return new NDArray(result, [...shape.slice(0, axis), length, ...shape.slice(axis + 1)]);
}

/** One number per line along `axis`, which is left out of the result. */
export function digestLines(array: NDArray, axis: number, digest: (line: Float64Array) => number): NDArray {
  const rest = array.shape.filter((_, i) => i !== axis);
  return new NDArray(mapLines(array, axis, 1, (line) => [digest(line)]).data, rest);
}
