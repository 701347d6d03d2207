import { parseUnit } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { checkNames } from "./checks.js";
import { type Column, columnOf, missingCount, type Value } from "./column.js";
import { Dataset, withUnit } from "./dataset.js";
import { type Heading, splitHeadings } from "./header-units.js";
import { defaultMissing, type ReadOptions } from "./read-options.js";

/** A column as it was found in a file. */
export interface RawColumn {
  readonly head: string;
  readonly values: readonly (Value | bigint)[];
}

/** Makes a dataset of what was read: units from heads, options or a unit row, missing codes, kinds of columns. */
export function buildDataset(caller: string, raw: readonly RawColumn[], options: ReadOptions): Dataset {
  const headings = splitHeadings(raw.map(({ head }) => head));
  const names = headings.map(({ name }) => name);
  checkUnique(caller, names);
  checkNames(caller, Object.keys(options.units ?? {}), [...names, ...raw.map(({ head }) => head)]);
  const columns = new Map<string, Column>();
  const notes: string[] = [];
  raw.forEach(({ head, values }, i) => {
    const heading = headingOf(headings[i]!, head, values, options);
    const body = options.unitRow ? values.slice(1) : values;
    const column = columnOf(body.map(cleaner(options)), heading.name);
    columns.set(heading.name, withUnit(column, heading.unit));
    notes.push(...notesOn(head, heading, column));
  });
  return new Dataset({ columns, notes });
}

function headingOf(found: Heading, head: string, values: RawColumn["values"], options: ReadOptions): Heading {
  const given = options.units?.[found.name] ?? options.units?.[head];
  const inRow = options.unitRow ? String(values[0] ?? "").trim() : undefined;
  if (given === "") return { name: head };
  const unit = given ?? (inRow || found.unit);
  if (unit === undefined) return { name: found.name };
  parseUnit(unit);
  return { name: found.name, unit };
}

/** Texts become numbers where they are written as numbers, and nothing where they say that a value is missing. */
function cleaner(options: ReadOptions): (value: Value | bigint) => Value | bigint {
  const missing = new Set(["", ...(options.missing ?? defaultMissing)]);
  return (value) => {
    if (typeof value === "number") return missing.has(String(value)) ? null : value;
    if (typeof value !== "string") return value;
    return missing.has(value.trim()) ? null : value.trim();
  };
}

function notesOn(head: string, { name, unit }: Heading, column: Column): string[] {
  const missing = missingCount(column);
  const recognised = name !== head || unit !== undefined;
  return [
    ...(recognised && unit ? [`${head}: column ${name} in ${unit}`] : []),
    ...(column.kind === "boolean" ? [`${name}: yes or no`] : []),
    ...(missing > 0 ? [`${name}: ${missing} of ${column.values.length} values missing`] : []),
  ];
}

function checkUnique(caller: string, names: readonly string[]): void {
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated === undefined) return;
  throw new DataError(
    "DUPLICATE_COLUMN",
    `${caller}: two columns are named "${repeated}". Give every column a name of its own in the line of heads.`,
  );
}
