import { type Shape, sizeOf } from "../../graph/shape.js";

/** A shape seen from one axis: `outer` blocks of `length` rows of `inner` entries. */
export function blocksOf(shape: Shape, axis: number): { outer: number; length: number; inner: number } {
  return { outer: sizeOf(shape.slice(0, axis)), length: shape[axis]!, inner: sizeOf(shape.slice(axis + 1)) };
}

/** For each entry of `shape` in row-major order, `start` plus the strides times its index. */
export function places(shape: Shape, strides: readonly number[], start = 0): Int32Array {
  let found = Int32Array.of(start);
  shape.forEach((length, axis) => {
    const next = new Int32Array(found.length * length);
    for (let i = 0; i < found.length; i++) {
      for (let k = 0; k < length; k++) next[i * length + k] = found[i]! + k * strides[axis]!;
    }
    found = next;
  });
  return found;
}
