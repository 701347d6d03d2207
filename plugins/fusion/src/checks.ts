import { parseUnit } from "@mesoscope/core";
import { DataError, nearestName } from "@mesoscope/sdk";
import type { Column } from "./column.js";
import type { Roles } from "./dataset.js";

/**
 * Throws unless every column that an option names is there.
 *
 * @throws DataError UNKNOWN_COLUMN
 */
export function checkNames(caller: string, option: string, named: readonly string[], known: readonly string[]): void {
  const unknown = named.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  throw new DataError(
    "UNKNOWN_COLUMN",
    `${caller}: ${option} names "${unknown}", which the table does not have. ${nearest ? `Did you mean "${nearest}"?` : "Check the heads."}`,
  );
}

/**
 * Throws where a column of anything but numbers is given a unit, or the unit does not exist.
 *
 * @throws DataError NOT_NUMERIC, UnitError UNKNOWN_UNIT
 */
export function checkUnit(name: string, column: Column, unit: string | undefined): void {
  if (!unit) return;
  parseUnit(unit);
  if (column.kind === "number") return;
  throw new DataError(
    "NOT_NUMERIC",
    `Dataset.withColumn: "${name}" holds ${column.kind}, which has no unit such as ${unit}. Give numbers, or no unit.`,
  );
}

/** Whether what `select` is given are roles rather than names. */
export function isRoles(choice: readonly string[] | Roles): choice is Roles {
  const { X, y } = (choice ?? {}) as Partial<Roles>;
  return Array.isArray(X) && typeof y === "string";
}
