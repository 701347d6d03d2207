import { quantity } from "@mesoscope/core";
import { checkOptions, DataError, ValueError } from "@mesoscope/sdk";
import { type Column, valueAt } from "../column.js";
import { Dataset } from "../dataset.js";
import { addRight } from "./join.js";
import { keyColumn, keyOf, matched } from "./join-keys.js";

/** How rows are joined that lie near each other in time or along another axis. */
export interface JoinNearestOptions {
  /** The column of times or numbers along which rows lie. */
  readonly on: string;
  /** Columns whose values must be equal besides. */
  readonly by?: string | readonly string[];
  /** How far apart two rows may be, such as "5 min", or a number in the unit of the column (seconds for times). */
  readonly tolerance?: string | number;
  /** The nearest row unless given; or the nearest that is not after, or not before. */
  readonly direction?: "nearest" | "before" | "after";
}

/** Gives every row of the left table the nearest row of the right one. */
export function joinNearest(left: Dataset, right: Dataset, options: JoinNearestOptions): Dataset {
  const caller = "Dataset.joinNearest";
  checkOptions(caller, options, ["on", "by", "tolerance", "direction"]);
  const { on, by = [], direction = "nearest" } = options;
  if (!["nearest", "before", "after"].includes(direction)) {
    throw new ValueError(
      "BAD_OPTION",
      `${caller}: direction is ${String(direction)}. Give "nearest", "before" or "after".`,
    );
  }
  const names = [by].flat() as string[];
  const axis = keyColumn(caller, left, on);
  checkAxis(on, axis);
  const other = matched(caller, on, axis, keyColumn(caller, right, on));
  const leftKeys = names.map((name) => keyColumn(caller, left, name));
  const rightKeys = names.map((name, k) => matched(caller, name, leftKeys[k]!, keyColumn(caller, right, name)));
  const limit = limitOf(options.tolerance, axis);
  const groups = sortedGroups(other, rightKeys, right.rowCount);
  const positions = Array.from({ length: left.rowCount }, (_, i) => {
    const key = keyOf(leftKeys, i);
    const group = key === undefined ? undefined : groups.get(key);
    return group && nearest(group, placeOf(axis, i), limit, direction);
  });
  const columns = new Map(left.stored);
  addRight(columns, right, [on, ...names], positions);
  return new Dataset({ columns, report: left.report.and(right.report) });
}

interface Group {
  readonly places: readonly number[];
  readonly rows: readonly number[];
}

function checkAxis(name: string, column: Column): void {
  if (column.kind === "number" || column.kind === "time") return;
  throw new DataError(
    "NOT_NUMERIC",
    `Dataset.joinNearest: "${name}" holds ${column.kind}, which has no distance. Give a column of times or numbers.`,
  );
}

function placeOf(column: Column, row: number): number {
  const value = valueAt(column, row);
  return value === null ? Number.NaN : value instanceof Date ? value.getTime() / 1000 : Number(value);
}

function limitOf(tolerance: string | number | undefined, axis: Column): number {
  if (tolerance === undefined) return Number.POSITIVE_INFINITY;
  if (typeof tolerance === "number") return tolerance;
  return quantity(tolerance).in(axis.kind === "time" ? "s" : (axis.kind === "number" && axis.unit) || "");
}

/** The rows of each group in the order of their places. */
function sortedGroups(axis: Column, keys: readonly Column[], count: number): Map<string, Group> {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const key = keyOf(keys, row);
    if (key === undefined || Number.isNaN(placeOf(axis, row))) continue;
    const group = rows.get(key);
    if (group) group.push(row);
    else rows.set(key, [row]);
  }
  return new Map(
    Array.from(rows, ([key, list]) => {
      const sorted = list.toSorted((a, b) => placeOf(axis, a) - placeOf(axis, b));
      return [key, { rows: sorted, places: sorted.map((row) => placeOf(axis, row)) }];
    }),
  );
}

function nearest({ places, rows }: Group, place: number, limit: number, direction: string): number | undefined {
  if (Number.isNaN(place)) return undefined;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  // The last place that is not after, and the first that is not before.
  const before = low - 1;
  const after = places[before] === place ? before : low;
  const candidates = [direction === "after" ? -1 : before, direction === "before" ? -1 : after];
  const within = candidates.filter((i) => i >= 0 && i < places.length && Math.abs(places[i]! - place) <= limit);
  const best = within.reduce<number | undefined>(
    (a, b) => (a === undefined || Math.abs(places[b]! - place) < Math.abs(places[a]! - place) ? b : a),
    undefined,
  );
  return best === undefined ? undefined : rows[best];
}
