import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { Column } from "../column.js";
import { Dataset } from "../dataset.js";
import { keyColumn, keyOf, matched } from "./join-keys.js";
import { takeOrMissing } from "./take-or-missing.js";

/** How two tables are joined. */
export interface JoinOptions {
  /** The columns whose values say which rows belong together. */
  readonly on: string | readonly string[];
  /** Rows of both tables only, all rows of the left one (unless given), or all rows of both. */
  readonly how?: "inner" | "left" | "outer";
}

type Position = number | undefined;

/** Joins rows whose keys are equal. */
export function joinTables(left: Dataset, right: Dataset, options: JoinOptions): Dataset {
  checkOptions("Dataset.join", options, ["on", "how"]);
  const { how = "left" } = options;
  if (!["inner", "left", "outer"].includes(how)) {
    throw new ValueError("BAD_OPTION", `Dataset.join: how is ${String(how)}. Give "inner", "left" or "outer".`);
  }
  const names = [options.on].flat() as string[];
  const leftKeys = names.map((name) => keyColumn("Dataset.join", left, name));
  const rightKeys = names.map((name, k) =>
    matched("Dataset.join", name, leftKeys[k]!, keyColumn("Dataset.join", right, name)),
  );
  const { ofLeft, ofRight } = pairs(left.rowCount, leftKeys, right.rowCount, rightKeys, how);
  const columns = new Map<string, Column>();
  for (const [name, column] of left.stored) columns.set(name, takeOrMissing(column, ofLeft));
  for (const [k, name] of names.entries()) {
    columns.set(name, coalesced(columns.get(name)!, takeOrMissing(rightKeys[k]!, ofRight), ofLeft));
  }
  addRight(columns, right, names, ofRight);
  return new Dataset({ columns, report: left.report.and(right.report) });
}

/** Adds the columns of the right table; a name that is taken gets "right" behind it. */
export function addRight(
  columns: Map<string, Column>,
  right: Dataset,
  leftOut: readonly string[],
  positions: readonly Position[],
): void {
  for (const [name, column] of right.stored) {
    if (leftOut.includes(name)) continue;
    columns.set(columns.has(name) ? `${name} right` : name, takeOrMissing(column, positions));
  }
}

function pairs(
  leftCount: number,
  leftKeys: readonly Column[],
  rightCount: number,
  rightKeys: readonly Column[],
  how: "inner" | "left" | "outer",
): { ofLeft: Position[]; ofRight: Position[] } {
  const places = new Map<string, number[]>();
  for (let j = 0; j < rightCount; j++) {
    const key = keyOf(rightKeys, j);
    if (key === undefined) continue;
    const found = places.get(key);
    if (found) found.push(j);
    else places.set(key, [j]);
  }
  const [ofLeft, ofRight]: [Position[], Position[]] = [[], []];
  const used = new Set<number>();
  for (let i = 0; i < leftCount; i++) {
    const key = keyOf(leftKeys, i);
    const found: Position[] = (key === undefined ? undefined : places.get(key)) ?? (how === "inner" ? [] : [undefined]);
    for (const j of found) {
      ofLeft.push(i);
      ofRight.push(j);
      if (j !== undefined) used.add(j);
    }
  }
  for (let j = 0; how === "outer" && j < rightCount; j++) {
    if (used.has(j)) continue;
    ofLeft.push(undefined);
    ofRight.push(j);
  }
  return { ofLeft, ofRight };
}

/** The key of the left table, of the right one where the left has no row. */
function coalesced(left: Column, right: Column, ofLeft: readonly Position[]): Column {
  if (left.kind === "number") {
    return {
      ...left,
      values: left.values.map((value, i) => (ofLeft[i] === undefined ? (right.values[i] as number) : value)),
    };
  }
  return {
    ...left,
    values: ofLeft.map((position, i) => (position === undefined ? right.values[i] : left.values[i])),
  } as Column;
}
