import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { checkAxis, showShape } from "./shape.js";

/** What is taken along one axis: one position, which leaves the axis out, or every `step`-th from `start` to `end`. */
export type Selection = number | SelectionRange;

export interface SelectionRange {
  /** The first position; negative counts from the back. The first, or the last for a negative step, unless given. */
  readonly start?: number;
  /** The position to stop before; negative counts from the back. Past the end of the axis unless given. */
  readonly end?: number;
  /** A whole number other than 0; 1 unless given. */
  readonly step?: number;
}

/**
 * A copy of a part of an array, with one selection per axis; the axes after the last selection are taken whole.
 *
 * @example
 * select([[1, 2, 3], [4, 5, 6]], {}, { start: 1 }).toArray(); // [[2, 3], [5, 6]]
 * select([[1, 2, 3], [4, 5, 6]], -1, { step: -1 }).data; // [6, 5, 4]
 *
 * @throws ValueError INDEX_OUT_OF_RANGE at a single position outside its axis, BAD_AXIS, BAD_OPTION, BAD_VALUE
 */
export function select(values: ArrayInput, ...selections: Selection[]): NDArray {
  const given = asArray(values, "select: the input");
  if (selections.length > given.rank) checkAxis("select", selections.length - 1, given.rank);
  let selected = given;
  selections.forEach((selection, axis) => {
    selected = selected.take(positionsOf(selection, axis, given.shape), axis);
  });
  const shape = selected.shape.filter((_, axis) => typeof selections[axis] !== "number");
  return new NDArray(selected === given ? given.data.slice() : selected.data, shape);
}

function positionsOf(selection: Selection, axis: number, shape: readonly number[]): Int32Array {
  const length = shape[axis]!;
  if (typeof selection === "number") return Int32Array.of(positionOf(selection, axis, shape));
  checkOptions("select", selection, ["start", "end", "step"]);
  const { step = 1 } = selection;
  for (const value of [selection.start ?? 0, selection.end ?? 0, step || Number.NaN]) {
    if (!Number.isSafeInteger(value)) throw badRange(selection, axis);
  }
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamped = (at: number) => Math.min(Math.max(at < 0 ? at + length : at, low), high);
  const start = selection.start === undefined ? (step > 0 ? low : high) : clamped(selection.start);
  const end = selection.end === undefined ? (step > 0 ? high : low) : clamped(selection.end);
  return Int32Array.from({ length: Math.max(Math.ceil((end - start) / step), 0) }, (_, i) => start + i * step);
}

function positionOf(selection: number, axis: number, shape: readonly number[]): number {
  const position = selection < 0 ? selection + shape[axis]! : selection;
  if (Number.isInteger(position) && position >= 0 && position < shape[axis]!) return position;
  throw new ValueError(
    "INDEX_OUT_OF_RANGE",
    `select: position ${selection} is outside axis ${axis} of shape ${showShape(shape)}. Give one within the axis.`,
  );
}

function badRange({ start, end, step }: SelectionRange, axis: number): ValueError {
  return new ValueError(
    "BAD_VALUE",
    `select: axis ${axis} goes from ${start} to ${end} in steps of ${step}. Give whole numbers and a step other than 0.`,
  );
}
