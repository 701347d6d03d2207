import { ShapeError } from "@mesoscope/sdk";
import { userLine } from "../graph/user-line.js";

/** Shapes that do not fit, named with the line of the user's code. */
export function shapeError(owner: string, found: string, advice: string): ShapeError {
  return new ShapeError("SHAPE_MISMATCH", `${owner}: ${found}. ${advice}${userLine()}`);
}

/** The axis counted from the front, for one that may be given from the back as -1, -2, … */
export function frontAxis(owner: string, axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(front) && front >= 0 && front < rank) return front;
  const advice = rank === 0 ? "A single number has no axes." : `Give an axis from ${-rank} to ${rank - 1}.`;
  throw new ShapeError(
    "BAD_AXIS",
    `${owner}: axis ${axis} is outside a tensor of rank ${rank}. ${advice}${userLine()}`,
  );
}

/** Several axes counted from the front, each named once. */
export function frontAxes(owner: string, axes: readonly number[], rank: number): number[] {
  const front = axes.map((axis) => frontAxis(owner, axis, rank));
  if (new Set(front).size === front.length) return front;
  throw new ShapeError(
    "BAD_AXIS",
    `${owner}: the axes ${axes.join(", ")} name one twice. Name each once.${userLine()}`,
  );
}
