import { type Column, takeRows, valueAt } from "../column.js";
import type { Applied, Columns } from "./columns.js";
import { finding } from "./report.js";
import type { RuleOf } from "./rules.js";

/** Removes rows that equal an earlier one. */
export function duplicateRows(
  columns: Columns,
  { columns: names = [...columns.keys()] }: RuleOf<"duplicate rows">,
): Applied {
  const compared = names.map((name) => columns.get(name)!);
  const length = compared[0]?.values.length ?? 0;
  const seen = new Set<string>();
  const [kept, dropped]: [number[], number[]] = [[], []];
  for (let i = 0; i < length; i++) {
    const key = JSON.stringify(compared.map((column) => valueAt(column, i)));
    (seen.has(key) ? dropped : kept).push(i);
    seen.add(key);
  }
  if (dropped.length === 0) return { columns, findings: [] };
  const why =
    names.length === columns.size ? "they equal an earlier row" : `an earlier row has the same ${names.join(", ")}`;
  return {
    columns: new Map([...columns].map(([name, column]) => [name, takeRows(column, kept)])),
    findings: [
      finding(
        { kind: "repaired", what: "duplicate rows", why, before: `${length} rows`, after: `${kept.length} rows` },
        dropped,
      ),
    ],
  };
}

/** Removes columns that say nothing. */
export function constantColumns(columns: Columns): Applied {
  const constant = [...columns].filter(([, column]) => isConstant(column));
  const kept = [...columns].filter(([name]) => !constant.some(([other]) => other === name));
  const findings = constant.map(([name, column]) => {
    const before = String(valueAt(column, 0) ?? "missing");
    const why = "every value is the same";
    return finding(
      { kind: "repaired", column: name, what: "constant column", why, before, after: "no column" },
      [],
      column.values.length,
    );
  });
  return { columns: new Map(kept), findings };
}

function isConstant(column: Column): boolean {
  const first = String(valueAt(column, 0));
  for (let i = 1; i < column.values.length; i++) if (String(valueAt(column, i)) !== first) return false;
  return column.values.length > 0;
}
