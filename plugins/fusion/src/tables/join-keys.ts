import { DataError, UnitError } from "@mesoscope/sdk";
import { converted } from "../cleaning/rewrite-column.js";
import { type Column, valueAt } from "../column.js";
import type { Dataset } from "../dataset.js";

/** The column of a table by which it is joined. */
export function keyColumn(caller: string, table: Dataset, name: string): Column {
  const column = table.stored.get(name);
  if (column) return column;
  throw new DataError(
    "UNKNOWN_COLUMN",
    `${caller}: one of the tables has no column "${name}". It has ${table.columns.slice(0, 6).join(", ")}.`,
  );
}

/** The key column of the right table in the unit of the left one. */
export function matched(caller: string, name: string, left: Column, right: Column): Column {
  if (left.kind !== right.kind) {
    throw new DataError(
      "MIXED_COLUMN",
      `${caller}: "${name}" holds ${left.kind} in one table and ${right.kind} in the other. Use clean with the rule kind.`,
    );
  }
  if (left.kind !== "number" || right.kind !== "number" || left.unit === right.unit) return right;
  if (left.unit === undefined || right.unit === undefined) {
    throw new UnitError(
      "DIMENSION_MISMATCH",
      `${caller}: "${name}" is in ${left.unit ?? right.unit} in one table and without a unit in the other. Use clean with the rule unit.`,
    );
  }
  return { kind: "number", values: converted(right.values, right.unit, left.unit), unit: left.unit };
}

/** What rows that belong together share; undefined where a value is missing. Numbers are equal to 12 digits. */
export function keyOf(columns: readonly Column[], row: number): string | undefined {
  const values = columns.map((column) => {
    const value = valueAt(column, row);
    return typeof value === "number" ? Number(value.toPrecision(12)) : value;
  });
  return values.includes(null) ? undefined : JSON.stringify(values);
}
