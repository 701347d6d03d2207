import { checkOptions, DataError } from "@mesoscope/sdk";
import { type Column, columnOf, takeRows, type Value } from "../column.js";
import { Dataset } from "../dataset.js";
import type { Aggregate } from "../tally.js";
import { concat } from "./concat.js";
import { keyColumn, keyOf } from "./join-keys.js";
import { takeOrMissing } from "./take-or-missing.js";

/** How a long table becomes a wide one. */
export interface PivotOptions {
  /** The columns that stay: one row for each of their values. */
  readonly rows: string | readonly string[];
  /** The column whose values become the names of columns. */
  readonly columns: string;
  /** The column that fills them. */
  readonly values: string;
  /** What is made of several values for one cell; without it they are an error. */
  readonly aggregate?: Aggregate;
}

/** Makes a long table wide. */
export function pivotTable(table: Dataset, options: PivotOptions): Dataset {
  const caller = "Dataset.pivot";
  checkOptions(caller, options, ["rows", "columns", "values", "aggregate"]);
  const keys = [options.rows].flat() as string[];
  for (const name of [...keys, options.columns, options.values]) keyColumn(caller, table, name);
  const cells = table.groupBy([...keys, options.columns], { [options.values]: options.aggregate ?? "first" });
  checkSingle(cells, options);
  const filled = cells.stored.get(`${options.values} ${options.aggregate ?? "first"}`)!;
  const names = cells.values(options.columns).map((value) => nameOf(value));
  const { positions, first } = rowPositions(
    keys.map((name) => cells.stored.get(name)!),
    cells.rowCount,
  );
  const columns = new Map<string, Column>();
  for (const name of keys) columns.set(name, takeRows(cells.stored.get(name)!, first));
  for (const name of new Set(names)) {
    const places = Array<number | undefined>(first.length).fill(undefined);
    names.forEach((other, cell) => {
      if (other === name) places[positions[cell]!] = cell;
    });
    columns.set(columns.has(name) ? `${name} ${options.values}` : name, takeOrMissing(filled, places));
  }
  return new Dataset({ columns, report: table.report });
}

/** For every cell the row it belongs to, and for every row its first cell. */
function rowPositions(keys: readonly Column[], count: number): { positions: number[]; first: number[] } {
  const rows = new Map<string | undefined, number>();
  const first: number[] = [];
  const positions = Array.from({ length: count }, (_, cell) => {
    const key = keyOf(keys, cell);
    if (!rows.has(key)) rows.set(key, first.push(cell) - 1);
    return rows.get(key)!;
  });
  return { positions, first };
}

function checkSingle(cells: Dataset, { aggregate, values }: PivotOptions): void {
  if (aggregate !== undefined) return;
  const several = cells.values("rows").find((count) => Number(count) > 1);
  if (several === undefined) return;
  throw new DataError(
    "SEVERAL_VALUES",
    `Dataset.pivot: "${values}" has ${Number(several)} values for one cell. Say what is made of them, such as aggregate: "mean".`,
  );
}

function nameOf(value: Value): string {
  return value instanceof Date ? value.toISOString() : String(value ?? "missing");
}

/** How a wide table becomes a long one. */
export interface MeltOptions {
  /** The columns that stay beside every value. */
  readonly keep: string | readonly string[];
  /** The columns that are put below each other; all others unless given. */
  readonly columns?: readonly string[];
  /** What the column of their names is called; "variable" unless given. */
  readonly name?: string;
  /** What the column of their values is called; "value" unless given. */
  readonly value?: string;
}

/** Makes a wide table long; numbers take the unit of the first column. */
export function meltTable(table: Dataset, options: MeltOptions): Dataset {
  checkOptions("Dataset.melt", options, ["keep", "columns", "name", "value"]);
  const keep = [options.keep].flat() as string[];
  const { name = "variable", value = "value" } = options;
  const melted = options.columns ?? table.columns.filter((other) => !keep.includes(other));
  for (const other of [...keep, ...melted]) keyColumn("Dataset.melt", table, other);
  const parts = melted.map((other) => {
    const labels = columnOf(Array<string>(table.rowCount).fill(other), name);
    const kept = keep.map((column) => [column, table.stored.get(column)!] as const);
    return new Dataset({
      columns: new Map<string, Column>([...kept, [name, labels], [value, table.stored.get(other)!]]),
    });
  });
  return new Dataset({ columns: concat(...parts).stored, report: table.report });
}
