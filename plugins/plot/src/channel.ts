import { ValueError } from "@mesoscope/sdk";
import type { Value } from "./column-values.js";
import type { AxisChoice, AxisOptions } from "./options.js";
import { requireColumn, type Table } from "./table.js";
import { shownIn, titleWithUnit } from "./units.js";

/** What the values of a channel are. */
export type Kind = "number" | "time" | "category";

/** One column made ready to draw: values in the unit that the reader sees. */
export interface Channel {
  readonly values: readonly Value[];
  readonly kind: Kind;
  readonly title: string;
  readonly unit: string | undefined;
}

/**
 * Finds the column for a channel: the one that `choice` names, else the table's default, for which `choice` is a title.
 *
 * @throws ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function requireChannel(table: Table, channel: string, choice: AxisChoice | undefined): Channel {
  const found = findChannel(table, channel, choice);
  if (found) return found;
  throw new ValueError(
    "MISSING_CHANNEL",
    `${table.caller}: nothing says what ${channel} is. Give ${channel} in the data, or name a column: { ${channel}: "${table.columns[0] ?? "…"}" }.`,
  );
}

/** As `requireChannel`, for what may be left out. */
export function findChannel(table: Table, channel: string, choice: AxisChoice | undefined): Channel | undefined {
  const options: AxisOptions = typeof choice === "string" ? nameOrTitle(table, channel, choice) : (choice ?? {});
  const column = options.column ?? table.defaultColumn(channel);
  if (column === undefined) return undefined;
  requireColumn(table, column);
  const values = table.values(column);
  const unit = options.unit ?? table.unit(column);
  const kind = kindOf(values);
  return {
    values: kind === "number" && unit ? shownIn(values, unit) : values,
    kind,
    title: titleWithUnit(options.title ?? readable(column), unit),
    unit,
  };
}

/** What `values` are, judged by the first that is there. */
export function kindOf(values: readonly Value[]): Kind {
  const first = values.find((value) => value !== null);
  if (first === undefined || typeof first === "number") return "number";
  return first instanceof Date ? "time" : "category";
}

function nameOrTitle(table: Table, channel: string, text: string): AxisOptions {
  if (table.columns.includes(text)) return { column: text };
  if (table.defaultColumn(channel) !== undefined) return { title: text };
  return { column: text };
}

function readable(column: string): string {
  return column.replaceAll("_", " ");
}
