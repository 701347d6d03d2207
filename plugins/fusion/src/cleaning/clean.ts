import { checkOptions, nearestName, ValueError } from "@mesoscope/sdk";
import { Dataset } from "../dataset.js";
import { type Applied, type Columns, checkColumn } from "./columns.js";
import { combineTime } from "./combine-time.js";
import { constantColumns, duplicateRows } from "./drop-repeats.js";
import { markOutliers } from "./mark-outliers.js";
import { correct, missing, range } from "./replace-values.js";
import { Report } from "./report.js";
import { convert, kind, text, unit } from "./rewrite-column.js";
import type { Rule } from "./rules.js";

type Apply = (columns: Columns, rule: never) => Applied;

const applications: Readonly<Record<Rule["rule"], Apply>> = {
  missing,
  unit,
  convert,
  range,
  correct,
  kind,
  text,
  time: combineTime,
  "duplicate rows": duplicateRows,
  "constant columns": constantColumns,
  outliers: markOutliers,
};

/**
 * A table put right by rules, one after another; what each did is added to its `report`. With `dryRun` the values stay as
 * they are and only the report says what would be done.
 *
 * @example
 * const stations = dataset({ name: ["a ", "b"], rain: [29, -9999], latitude: [46.8, 146.83] });
 * const cleaned = clean(stations, [
 *   { rule: "missing", columns: ["rain"], codes: [-9999] },
 *   { rule: "unit", columns: ["rain"], unit: "in", factor: 0.01 },
 *   { rule: "unit", columns: ["latitude"], unit: "deg" },
 *   { rule: "range", columns: ["latitude"], from: "-90 deg", to: "90 deg" },
 * ]);
 * cleaned.column("rain", { in: "in" }).data; // [0.29, NaN]
 * cleaned.values("latitude"); // [46.8, null]
 *
 * @throws ValueError BAD_RULE, BAD_OPTION; DataError UNKNOWN_COLUMN, NOT_NUMERIC,
 *   NOT_TEXT, AMBIGUOUS_DATE; UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
 */
export function clean(table: Dataset, rules: readonly Rule[], options: { dryRun?: boolean } = {}): Dataset {
  checkOptions("clean", options, ["dryRun"]);
  if (!(table instanceof Dataset) || !Array.isArray(rules)) {
    throw new ValueError(
      "BAD_RULE",
      "clean: a table and a list of rules are needed. Give clean(table, [{ rule: … }, …]).",
    );
  }
  const done = rules.reduce<Applied>((state, rule) => applied(state, rule), { columns: table.stored, findings: [] });
  if (options.dryRun) return table.reported(done.findings);
  return new Dataset({ columns: done.columns, report: new Report([...table.report, ...done.findings]) });
}

function applied({ columns, findings }: Applied, rule: Rule): Applied {
  const apply = applications[rule?.rule];
  if (!apply) throw unknownRule(rule?.rule);
  const named = "columns" in rule ? (rule.columns ?? []) : "column" in rule ? [rule.column] : [];
  for (const name of named) checkColumn(columns, name);
  const result = apply(columns, rule as never);
  return { columns: result.columns, findings: [...findings, ...result.findings] };
}

function unknownRule(name: string): ValueError {
  const nearest = nearestName(String(name), Object.keys(applications));
  const advice = nearest ? `Did you mean "${nearest}"?` : `The rules are ${Object.keys(applications).join(", ")}.`;
  return new ValueError("BAD_RULE", `clean: there is no rule "${name}". ${advice}`);
}
