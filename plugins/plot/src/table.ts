import { DataError, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ColumnInput, columnValues, isColumn, type Value } from "./column-values.js";

/** What figures draw: an object of columns, an array of records, or a table (fusion Dataset, polars DataFrame). */
export type Data =
  | Readonly<Record<string, ColumnInput | undefined>>
  | readonly Readonly<Record<string, unknown>>[]
  | Tabular;

/** A table recognised by shape; `getColumn(…).toArray()` gives SI numbers where `units` names a unit. */
export interface Tabular {
  readonly columns: readonly string[];
  getColumn(name: string): unknown;
  readonly units?: Readonly<Record<string, string>>;
  /** The columns chosen as inputs and as the target, where they are chosen. */
  readonly features?: readonly string[];
  readonly target?: string;
}

/** Any data in one form. */
export interface Table {
  readonly caller: string;
  readonly columns: readonly string[];
  /** The column to take for a channel when the options name none. */
  defaultColumn(channel: string): string | undefined;
  values(column: string): readonly Value[];
  unit(column: string): string | undefined;
}

/**
 * Reads `data` as a table whose columns have equal lengths.
 *
 * @throws ValueError BAD_DATA, ShapeError SHAPE_MISMATCH, DataError UNKNOWN_COLUMN
 */
export function tableOf(caller: string, data: Data): Table {
  if (isTabular(data)) return tabularTable(caller, data);
  if (Array.isArray(data)) return columnsTable(caller, recordColumns(caller, data));
  if (typeof data === "object" && data !== null) return columnsTable(caller, data as Record<string, ColumnInput>);
  throw new ValueError(
    "BAD_DATA",
    `${caller}: expected { x, y }, an array of records or a table, found ${typeof data}. Give columns of values.`,
  );
}

/** Checks that a column exists. */
export function requireColumn(table: Table, name: string): string {
  if (table.columns.includes(name)) return name;
  const known = table.columns.slice(0, 8).join(", ") + (table.columns.length > 8 ? ", …" : "");
  throw new DataError("UNKNOWN_COLUMN", `${table.caller}: there is no column "${name}". The columns are: ${known}.`);
}

function isTabular(data: unknown): data is Tabular {
  const table = data as Partial<Tabular> | null;
  return Array.isArray(table?.columns) && typeof table.getColumn === "function";
}

function tabularTable(caller: string, data: Tabular): Table {
  const chosen: Record<string, string | undefined> = {
    x: data.features?.length === 1 ? data.features[0] : undefined,
    y: data.target,
  };
  return {
    caller,
    columns: data.columns,
    defaultColumn: (channel) => chosen[channel],
    values: (column) => columnValues(data.getColumn(column) as ColumnInput),
    unit: (column) => data.units?.[column] || undefined,
  };
}

function columnsTable(caller: string, data: Record<string, ColumnInput | undefined>): Table {
  const columns = Object.keys(data).filter((name) => data[name] !== undefined);
  for (const name of columns) {
    if (isColumn(data[name])) continue;
    throw new ValueError(
      "BAD_DATA",
      `${caller}: ${name} is not a column of values. Give an array with one value per row.`,
    );
  }
  const values = Object.fromEntries(columns.map((name) => [name, columnValues(data[name] as ColumnInput)]));
  checkLengths(caller, values);
  return {
    caller,
    columns,
    defaultColumn: (channel) => (columns.includes(channel) ? channel : undefined),
    values: (column) => values[column] as readonly Value[],
    unit: () => undefined,
  };
}

function checkLengths(caller: string, values: Record<string, readonly Value[]>): void {
  const [first, ...others] = Object.keys(values);
  const length = first === undefined ? 0 : values[first]!.length;
  for (const name of others) {
    if (values[name]!.length === length) continue;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${caller}: ${first} has ${length} values but ${name} has ${values[name]!.length}. Give one value of each per row.`,
    );
  }
}

function recordColumns(caller: string, records: readonly unknown[]): Record<string, ColumnInput> {
  const names = new Set<string>();
  for (const record of records) {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new ValueError(
        "BAD_DATA",
        `${caller}: an array of records or { x, y } is needed, found an array of ${typeof record}s.`,
      );
    }
    for (const name of Object.keys(record)) names.add(name);
  }
  const column = (name: string) => records.map((record) => (record as Record<string, unknown>)[name]);
  return Object.fromEntries([...names].map((name) => [name, column(name) as ColumnInput]));
}
