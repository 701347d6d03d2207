import { ShapeError } from "@mesoscope/sdk";
import type { Column } from "../column.js";
import { requireNumbers } from "./change-columns.js";
import type { Applied, Columns } from "./columns.js";
import { type Finding, finding } from "./report.js";
import type { RuleOf } from "./rules.js";

/** Removes or marks the numbers that a test points out. */
export function markOutliers(columns: Columns, { columns: names, test, mark = false }: RuleOf<"outliers">): Applied {
  const changed = new Map(columns);
  const findings: Finding[] = [];
  for (const name of names) {
    const column = requireNumbers(columns.get(name)!, name, "outliers");
    const isOutlier = Array.from(test(column.values.slice()), Boolean);
    checkLength(name, isOutlier.length, column.values.length);
    const rows = [...isOutlier.keys()].filter((row) => isOutlier[row]);
    const cleaned: Column = {
      ...column,
      values: column.values.map((value, row) => (isOutlier[row] ? Number.NaN : value)),
    };
    if (mark) changed.set(`${name} outlier`, { kind: "boolean", values: isOutlier });
    else changed.set(name, cleaned);
    if (rows.length === 0) continue;
    const example = { before: String(column.values[rows[0]!]), after: mark ? "marked" : "missing" };
    const why = `the test ${test.name || "given"} points them out`;
    findings.push(
      finding({ kind: mark ? "doubted" : "repaired", column: name, what: "outlier", why, ...example }, rows),
    );
  }
  return { columns: changed, findings };
}

function checkLength(name: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `clean: the outlier test gives ${found} answers for the ${expected} values of "${name}". Give one per value.`,
  );
}
