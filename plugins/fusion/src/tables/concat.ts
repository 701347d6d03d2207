import { DataError, UnitError, ValueError } from "@mesoscope/sdk";
import { converted } from "../cleaning/rewrite-column.js";
import { type Column, missingCount, type Value, withUnit } from "../column.js";
import { Dataset } from "../dataset.js";

/**
 * Tables one below the other. Columns meet by name; numbers take the unit of the first table that has the column; where a
 * table lacks a column, its values are missing.
 *
 * @example
 * const a = dataset({ length: [1] }, { units: { length: "m" } });
 * const b = dataset({ length: [500] }, { units: { length: "mm" } });
 * concat(a, b).column("length", { in: "m" }).data; // [1, 0.5]
 *
 * @throws UnitError DIMENSION_MISMATCH; DataError MIXED_COLUMN; ValueError EMPTY
 */
export function concat(...tables: readonly Dataset[]): Dataset {
  if (tables.length === 0)
    throw new ValueError("EMPTY", "concat: there is no table. Give at least one, as concat(first, second).");
  const names = new Set(tables.flatMap((table) => table.columns));
  const columns = new Map(Array.from(names, (name) => [name, stacked(name, tables)] as const));
  return new Dataset({ columns });
}

function stacked(name: string, tables: readonly Dataset[]): Column {
  const parts = tables.map((table) => table.stored.get(name));
  // A column in which nothing is there is of any kind.
  const telling = parts.filter((part) => part !== undefined && missingCount(part) < part.values.length);
  const kinds = new Set(telling.map((part) => part!.kind));
  if (kinds.size > 1) {
    throw new DataError(
      "MIXED_COLUMN",
      `concat: the column "${name}" holds ${[...kinds].join(" in one table and ")} in another. Use clean with the rule kind.`,
    );
  }
  const model = telling[0] ?? parts.find((part) => part !== undefined)!;
  if (model.kind === "number") return stackedNumbers(name, model.unit, parts, tables);
  const values = parts.flatMap<Value>((part, i) => (part?.kind === model.kind ? [...part.values] : empty(tables[i]!)));
  return { kind: model.kind, values } as Column;
}

function stackedNumbers(
  name: string,
  unit: string | undefined,
  parts: readonly (Column | undefined)[],
  tables: readonly Dataset[],
): Column {
  const values = new Float64Array(tables.reduce((sum, table) => sum + table.rowCount, 0)).fill(Number.NaN);
  let start = 0;
  parts.forEach((part, i) => {
    if (part?.kind === "number") values.set(inUnit(name, part, unit), start);
    start += tables[i]!.rowCount;
  });
  return withUnit({ kind: "number", values }, unit);
}

/** A number without a unit is never taken for one with a unit, not even for radians. */
function inUnit(name: string, column: Column & { kind: "number" }, unit: string | undefined): Float64Array {
  if (column.unit === unit) return column.values;
  if (column.unit !== undefined && unit !== undefined) return converted(column.values, column.unit, unit);
  throw new UnitError(
    "DIMENSION_MISMATCH",
    `concat: the column "${name}" is in ${unit ?? column.unit} in one table and without a unit in another. Use clean with the rule unit.`,
  );
}

function empty(table: Dataset): null[] {
  return Array<null>(table.rowCount).fill(null);
}
