import { ShapeError, ValueError } from "@mesoscope/sdk";

/** The number of entries of an array of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function showShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** Refuses a shape whose lengths are not whole numbers from 0. */
export function checkShape(where: string, shape: readonly number[]): void {
  const isList = Array.isArray(shape);
  if (isList && shape.every((length) => Number.isSafeInteger(length) && length >= 0)) return;
  throw new ValueError(
    "BAD_SHAPE",
    `${where}: ${isList ? showShape(shape) : String(shape)} is not a shape. Give whole numbers from 0, one per axis.`,
  );
}

/** The axis counted from the front, for an axis that may be given from the back as -1, -2, … */
export function checkAxis(where: string, axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(front) && front >= 0 && front < rank) return front;
  throw new ValueError(
    "BAD_AXIS",
    `${where}: axis ${axis} is outside an array of rank ${rank}. Give an axis from ${-rank} to ${rank - 1}.`,
  );
}

/** The axes counted from the front; none may be named twice. */
export function checkAxes(where: string, axes: readonly number[], rank: number): number[] {
  const front = Array.isArray(axes) ? axes.map((axis) => checkAxis(where, axis, rank)) : [];
  if (Array.isArray(axes) && new Set(front).size === axes.length) return front;
  throw new ValueError(
    "BAD_AXIS",
    `${where}: the axes are ${Array.isArray(axes) ? showShape(axes) : String(axes)}. Give a list that names each at most once.`,
  );
}

export function checkSameShape(where: string, a: readonly number[], b: readonly number[]): void {
  if (a.length === b.length && a.every((length, axis) => length === b[axis])) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${where}: shapes ${showShape(a)} and ${showShape(b)} differ. Give arrays of the same shape.`,
  );
}
