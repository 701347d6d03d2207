import { DataError } from "@mesoscope/sdk";
import { type Column, type NumberColumn, type Value, valueAt } from "../column.js";
import type { Applied, Columns } from "./columns.js";
import { type Finding, finding } from "./report.js";

/** The columns with some of them rewritten; `rewrite` says how and why. */
export function changeColumns(
  columns: Columns,
  names: readonly string[],
  rewrite: (column: Column, name: string) => { readonly column: Column; readonly what: string; readonly why: string },
): Applied {
  const changed = new Map(columns);
  const findings: Finding[] = [];
  for (const name of names) {
    const before = columns.get(name)!;
    const { column, what, why } = rewrite(before, name);
    changed.set(name, column);
    findings.push(...difference(name, before, column, what, why));
  }
  return { columns: changed, findings };
}

/** The finding on a column of which some values have changed; none where none has. */
function difference(name: string, before: Column, after: Column, what: string, why: string): Finding[] {
  const rows = Array.from({ length: before.values.length }, (_, i) => i).filter(
    (i) => !same(valueAt(before, i), valueAt(after, i)),
  );
  if (rows.length === 0) return [];
  const example = { before: shown(before, rows[0]!), after: shown(after, rows[0]!) };
  return [finding({ kind: "repaired", column: name, what, why, ...example }, rows)];
}

/** A column of numbers, or an error that says why it must be one. */
export function requireNumbers(column: Column, name: string, rule: string): NumberColumn {
  if (column.kind === "number") return column;
  throw new DataError(
    "NOT_NUMERIC",
    `clean: the rule ${rule} is for numbers but "${name}" holds ${column.kind}. Use the rule kind first.`,
  );
}

function same(a: Value, b: Value): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : Object.is(a, b);
}

function shown(column: Column, row: number): string {
  const value = valueAt(column, row);
  if (value === null) return "missing";
  const text = value instanceof Date ? value.toISOString() : String(value);
  return column.kind === "number" && column.unit ? `${text} ${column.unit}` : text;
}
