import { type ArrayLike, ValueError } from "@mesoscope/sdk";
import { checkNames } from "./checks.js";
import type { ColumnValues } from "./column.js";
import { Dataset } from "./dataset.js";

/**
 * A dataset from columns.
 *
 * @param columns values by name: numbers, texts, booleans or dates
 * @param options.units the unit of number columns by name
 *
 * @throws DataError MIXED_COLUMN, NOT_NUMERIC, UNKNOWN_COLUMN; ShapeError SHAPE_MISMATCH; UnitError UNKNOWN_UNIT;
 *   ValueError BAD_VALUE
 *
 * @example
 * dataset({ time: [0, 1], load: [3, 4] }, { units: { time: "min", load: "kN" } }).column("time").data; // [0, 60]
 */
export function dataset(
  columns: Readonly<Record<string, ArrayLike | ColumnValues>>,
  options: { units?: Readonly<Record<string, string>> } = {},
): Dataset {
  if (typeof columns !== "object" || columns === null || Symbol.iterator in columns) {
    throw new ValueError(
      "BAD_VALUE",
      "dataset: values by name are needed. Give one list per column, such as { time: [0, 1], load: [3, 4] }.",
    );
  }
  checkNames("dataset", "units", Object.keys(options.units ?? {}), Object.keys(columns));
  const empty = new Dataset({ columns: new Map() });
  return Object.entries(columns).reduce((table, [name, values]) => {
    const unit = options.units?.[name];
    return table.withColumn(name, values, unit === undefined ? {} : { unit });
  }, empty);
}
