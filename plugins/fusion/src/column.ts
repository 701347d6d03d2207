import { DataError } from "@mesoscope/sdk";

/** Numbers as they were written, with their unit; what is missing is NaN. */
export interface NumberColumn {
  readonly kind: "number";
  readonly values: Float64Array;
  /** Absent for pure numbers. */
  readonly unit?: string;
}

/** Texts; what is missing is `null`. */
export interface TextColumn {
  readonly kind: "text";
  readonly values: readonly (string | null)[];
}

/** Yes or no; what is missing is `null`. */
export interface BooleanColumn {
  readonly kind: "boolean";
  readonly values: readonly (boolean | null)[];
}

/** Points in time; what is missing is `null`. */
export interface TimeColumn {
  readonly kind: "time";
  readonly values: readonly (Date | null)[];
}

export type Column = NumberColumn | TextColumn | BooleanColumn | TimeColumn;

/** One value as a person reads it; numbers in the column's own unit. */
export type Value = number | string | boolean | Date | null;

/** What a column may be made of. */
export type ColumnValues = Iterable<Value | bigint | undefined>;

/** Finds out what kind of column `values` are; texts that all say yes or no are booleans. */
export function columnOf(values: ColumnValues, name: string): Column {
  if (values instanceof Float64Array) return { kind: "number", values };
  const list = Array.from(values, plainValue);
  const kind = kindOf(list, name) ?? (isNumeric(values) ? "number" : "text");
  if (kind === "number")
    return { kind, values: Float64Array.from(list, (value) => (value as number | null) ?? Number.NaN) };
  if (kind === "text" && saysYesOrNo(list as (string | null)[])) {
    return {
      kind: "boolean",
      values: list.map((text) => (text === null ? null : /^(yes|true)$/i.test(text as string))),
    };
  }
  return { kind, values: list } as Column;
}

/** The value in row `i`; `null` where it is missing. */
export function valueAt(column: Column, i: number): Value {
  if (column.kind !== "number") return column.values[i]!;
  const value = column.values[i]!;
  return Number.isNaN(value) ? null : value;
}

/** The rows at `positions`, in that order. */
export function takeRows(column: Column, positions: readonly number[]): Column {
  if (column.kind === "number") return { ...column, values: Float64Array.from(positions, (i) => column.values[i]!) };
  return { ...column, values: positions.map((i) => column.values[i]!) } as Column;
}

/** A number column with its unit; others have none. */
export function withUnit(column: Column, unit: string | undefined): Column {
  return column.kind === "number" && unit ? { ...column, unit } : column;
}

/** How many values are missing. */
export function missingCount(column: Column): number {
  let count = 0;
  for (let i = 0; i < column.values.length; i++) if (valueAt(column, i) === null) count++;
  return count;
}

function plainValue(value: Value | bigint | undefined): Value {
  if (typeof value === "bigint") return Number(value);
  return value === undefined || (typeof value === "number" && Number.isNaN(value)) ? null : value;
}

/** Whether nothing but NaN is there: numbers that are all missing. */
function isNumeric(values: ColumnValues): boolean {
  const present = [...values].filter((value) => value !== null && value !== undefined);
  return present.length > 0 && present.every(Number.isNaN);
}

/** The kind of the values that are there; undefined where all are missing. */
function kindOf(values: readonly Value[], name: string): Column["kind"] | undefined {
  const kinds = new Set(values.filter((value) => value !== null).map(kindOfValue));
  const odd = [...kinds].find((kind) => !knownKinds.has(kind));
  if (odd !== undefined) {
    throw new DataError(
      "BAD_COLUMN",
      `dataset: the column ${name} holds values of type ${odd}. Give numbers, texts, booleans or dates, one per row.`,
    );
  }
  if (kinds.size <= 1) return [...kinds][0];
  throw new DataError(
    "MIXED_COLUMN",
    `dataset: the column ${name} mixes ${[...kinds].join(" and ")} values. Give one kind of value per column.`,
  );
}

const knownKinds: ReadonlySet<string> = new Set(["number", "text", "boolean", "time"]);

function kindOfValue(value: Value): Column["kind"] {
  if (value instanceof Date) return "time";
  return typeof value === "string" ? "text" : (typeof value as "number" | "boolean");
}

function saysYesOrNo(values: readonly (string | null)[]): boolean {
  const present = values.filter((text) => text !== null);
  return present.length > 0 && present.every((text) => /^(yes|no|true|false)$/i.test(text));
}
