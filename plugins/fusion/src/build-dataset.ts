import { type Finding, finding, Report } from "./cleaning/report.js";
import { type Column, columnOf, type Value, valueAt, withUnit } from "./column.js";
import { Dataset } from "./dataset.js";
import { nameColumns } from "./name-columns.js";
import { defaultMissing, type ReadOptions } from "./read-options.js";

/** A column as it was found in a file that keeps kinds. */
export interface RawColumn {
  readonly head: string;
  readonly values: readonly (Value | bigint)[];
}

/** Makes a dataset of typed columns: units from heads or options, missing codes, kinds of columns. */
export function buildDataset(caller: string, raw: readonly RawColumn[], options: ReadOptions): Dataset {
  const heads = raw.map(({ head }) => head);
  const { headings, findings } = nameColumns(caller, heads, options);
  const columns = new Map<string, Column>();
  const all: Finding[] = [...findings];
  raw.forEach(({ values }, j) => {
    const { name, unit } = headings[j]!;
    const column = columnOf(values.map(cleaner(options)), name);
    columns.set(name, withUnit(column, unit));
    all.push(...missingFinding(name, column));
  });
  return new Dataset({ columns, report: new Report(all) });
}

/** What says that a value is missing becomes nothing; texts lose the blanks around them. */
function cleaner(options: ReadOptions): (value: Value | bigint) => Value | bigint {
  const missing = new Set(["", ...(options.missing ?? defaultMissing).map(String)]);
  return (value) => {
    if (typeof value === "number") return missing.has(String(value)) ? null : value;
    if (typeof value !== "string") return value;
    return missing.has(value.trim()) ? null : value.trim();
  };
}

function missingFinding(name: string, column: Column): Finding[] {
  const rows = Array.from({ length: column.values.length }, (_, i) => i).filter((i) => valueAt(column, i) === null);
  const why = `of ${column.values.length} values`;
  return rows.length === 0 ? [] : [finding({ kind: "recognised", column: name, what: "missing values", why }, rows)];
}
