import { type Shape, sizeOf } from "../../graph/shape.js";

/** Neighbouring axes as one. */
export interface JoinedAxes {
  readonly first: number;
  readonly length: number;
}

/**
 * The axes of a shape with each joined to the one before it where `together` says so: the library's operations take few
 * axes, and each axis costs time.
 */
export function joinAxes(shape: Shape, together: (axis: number) => boolean): JoinedAxes[] {
  const firsts = shape.flatMap((_, axis) => (axis > 0 && together(axis) ? [] : [axis]));
  return firsts.map((first, i) => ({ first, length: sizeOf(shape.slice(first, firsts[i + 1])) }));
}
