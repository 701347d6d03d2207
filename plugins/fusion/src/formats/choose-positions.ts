import { DataError } from "@mesoscope/sdk";
import { type Column, type Value, valueAt } from "../column.js";
import { readTime } from "./read-time.js";

type Place = number | string | Date;

/** One place along a dimension, or the two ends of a range; times as dates or as texts such as 2004-07-01. */
export type Choice = Place | readonly [from: Place, to: Place];

/** Which positions along an axis are meant, and whether it is only one, so that the dimension goes. */
export interface Positions {
  readonly positions: readonly number[];
  readonly isOne: boolean;
}

/**
 * Finds places along an axis: the nearest to one value, or those within a range.
 *
 * @throws DataError OUT_OF_RANGE
 */
export function choosePositions(dimension: string, axis: Column, wanted: Choice): Positions {
  if (Array.isArray(wanted)) {
    const [a, b] = (wanted as [Place, Place]).map((place) => scaleOf(dimension, axis, place)) as [number, number];
    const inside = all(axis).filter((i) => between(place(axis, i), a, b));
    if (inside.length > 0) return { positions: inside, isOne: false };
    throw outOfRange(dimension, axis, `between ${shown(wanted[0])} and ${shown(wanted[1])}`);
  }
  if (axis.kind === "text") return { positions: [exact(dimension, axis, String(wanted))], isOne: true };
  const target = scaleOf(dimension, axis, wanted as Place);
  const nearest = all(axis).reduce(
    (best, i) => (distance(axis, i, target) < distance(axis, best, target) ? i : best),
    0,
  );
  if (distance(axis, nearest, target) <= spacing(axis, nearest)) return { positions: [nearest], isOne: true };
  throw outOfRange(dimension, axis, `near ${shown(wanted as Place)}`);
}

function all(axis: Column): number[] {
  return Array.from(axis.values as ArrayLike<unknown>, (_, i) => i);
}

function between(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

function place(axis: Column, i: number): number {
  const value = valueAt(axis, i);
  return value instanceof Date ? value.getTime() : Number(value);
}

const distance = (axis: Column, i: number, target: number) => Math.abs(place(axis, i) - target);

/** The distance to the farther of the two neighbours: nothing beyond half a cell from the ends is near. */
function spacing(axis: Column, i: number): number {
  const near = [i - 1, i + 1].filter((j) => j >= 0 && j < axis.values.length);
  return near.length === 0 ? 0 : Math.max(...near.map((j) => Math.abs(place(axis, j) - place(axis, i)))) / 2;
}

function exact(dimension: string, axis: Column, wanted: string): number {
  const found = (axis.values as readonly Value[]).indexOf(wanted);
  if (found >= 0) return found;
  throw outOfRange(dimension, axis, `called "${wanted}"`);
}

function scaleOf(dimension: string, axis: Column, wanted: Place): number {
  if (axis.kind !== "time") return Number(wanted);
  const time = wanted instanceof Date ? wanted : readTime(String(wanted));
  if (time) return time.getTime();
  throw outOfRange(dimension, axis, `at "${wanted}", which is no time such as 2004-07-01 12:00`);
}

function outOfRange(dimension: string, axis: Column, where: string): DataError {
  const ends = [valueAt(axis, 0), valueAt(axis, axis.values.length - 1)].map((value) => shown(value as Place));
  return new DataError(
    "OUT_OF_RANGE",
    `Grid.select: ${dimension} has no place ${where}. It goes from ${ends.join(" to ")}; choose within it.`,
  );
}

function shown(value: Place): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
