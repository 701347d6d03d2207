import { DataError, nearestName } from "@mesoscope/sdk";
import type { Column } from "../column.js";
import type { Finding } from "./report.js";

/** The columns of a table by name. */
export type Columns = ReadonlyMap<string, Column>;

/** Columns after a rule, and what it did. */
export interface Applied {
  readonly columns: Columns;
  readonly findings: readonly Finding[];
}

/** Throws unless the table has this column. */
export function checkColumn(columns: Columns, name: string): Column {
  const column = columns.get(name);
  if (column) return column;
  const nearest = nearestName(name, [...columns.keys()]);
  const advice = nearest
    ? `Did you mean "${nearest}"?`
    : `The columns are ${[...columns.keys()].slice(0, 8).join(", ")}.`;
  throw new DataError("UNKNOWN_COLUMN", `clean: there is no column "${name}". ${advice}`);
}
