import { DataError, type TableLike } from "@mesoscope/sdk";
import { buildDataset } from "./build-dataset.js";
import type { Value } from "./column.js";
import type { Dataset } from "./dataset.js";
import type { ReadOptions } from "./read-options.js";

/**
 * A dataset from a polars DataFrame, or any table of that shape; units in the names are recognised as by `readTable`.
 *
 * @throws DataError NO_TABLE, UNKNOWN_COLUMN, MIXED_COLUMN; UnitError UNKNOWN_UNIT
 */
export function fromFrame(frame: TableLike, options: Pick<ReadOptions, "units" | "missing"> = {}): Dataset {
  if (!Array.isArray(frame?.columns) || typeof frame.getColumn !== "function") {
    throw new DataError(
      "NO_TABLE",
      "fromFrame: the value is no table with columns and getColumn. Give a polars DataFrame, or columns to dataset({ … }).",
    );
  }
  const raw = frame.columns.map((head) => ({
    head,
    values: Array.from(frame.getColumn(head).toArray() as Iterable<Value>),
  }));
  return buildDataset("fromFrame", raw, options);
}

/** Whether a value is a table by its shape. */
export function isFrame(value: unknown): value is TableLike {
  const table = value as Partial<TableLike> | null;
  return Array.isArray(table?.columns) && typeof table.getColumn === "function" && "dtypes" in table;
}
