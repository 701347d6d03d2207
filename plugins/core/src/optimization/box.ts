import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";

/** Lower and upper bounds of each variable. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Bounds as a user gives them: one for all variables or one for each. */
export type Bound = number | ArrayInput;

/** Where a search begins. */
export function startOf(owner: string, start: ArrayInput): Float64Array {
  const { data } = asVector(start, `${owner}: start`);
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return data;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: start has ${data[bad]} for variable ${bad}. Give a finite number for each.`,
  );
}

export function boxOf(name: string, size: number, lower: Bound = -Infinity, upper: Bound = Infinity): Box {
  const box = { lower: boundOf(`${name}: lower`, size, lower), upper: boundOf(`${name}: upper`, size, upper) };
  const bad = box.lower.findIndex((low, i) => !(low <= box.upper[i]!));
  if (bad < 0) return box;
  throw new ValueError(
    "BAD_OPTION",
    `${name}: variable ${bad} has lower bound ${box.lower[bad]} and upper bound ${box.upper[bad]}. Give lower ≤ upper.`,
  );
}

/** The nearest point of the box. */
export function clip(x: Float64Array, { lower, upper }: Box): Float64Array {
  return x.map((value, i) => Math.min(Math.max(value, lower[i]!), upper[i]!));
}

/** Tells whether moving variable `i` by `change` would leave the box at once. */
export function isBlocked({ lower, upper }: Box, x: Float64Array, i: number, change: number): boolean {
  return (change < 0 && x[i]! <= lower[i]!) || (change > 0 && x[i]! >= upper[i]!);
}

function boundOf(subject: string, size: number, bound: Bound): Float64Array {
  if (typeof bound === "number") return new Float64Array(size).fill(bound);
  const { data } = asVector(bound, subject);
  if (data.length === size) return data;
  throw new ShapeError("SHAPE_MISMATCH", `${subject} has ${data.length} entries for ${size} variables. Give one each.`);
}
