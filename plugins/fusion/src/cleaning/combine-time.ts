import { DataError, ValueError } from "@mesoscope/sdk";
import { type Column, type Value, valueAt } from "../column.js";
import { dateOrderOf, isAmbiguousDate, readTime } from "../formats/read-time.js";
import { type Applied, type Columns, checkColumn } from "./columns.js";
import { type Finding, finding } from "./report.js";
import type { RuleOf, TimeParts } from "./rules.js";

const partNames = ["year", "month", "day", "dayOfYear", "hour", "minute", "second"];

/** Puts a time together from columns that hold its parts, in front of the others; those go. */
export function combineTime(columns: Columns, { name, parts }: RuleOf<"time">): Applied {
  const isTexts = Array.isArray(parts);
  if (!isTexts) checkParts(parts as TimeParts);
  const used: string[] = isTexts ? [...(parts as readonly string[])] : Object.values(parts as TimeParts);
  for (const column of used) checkColumn(columns, column);
  const values = isTexts
    ? fromTexts(used.map((column) => columns.get(column)!))
    : fromParts(columns, parts as TimeParts);
  const rest = [...columns].filter(([other]) => !used.includes(other));
  const missing = [...values.keys()].filter((row) => values[row] === null);
  const why = `from ${used.join(", ")}`;
  const first = values.find((value) => value !== null)?.toISOString() ?? "missing";
  const findings: Finding[] = [
    finding({ kind: "repaired", column: name, what: "time", why, after: first }, [], values.length),
  ];
  if (missing.length > 0)
    findings.push(finding({ kind: "doubted", column: name, what: "no time", why, after: "missing" }, missing));
  return { columns: new Map<string, Column>([[name, { kind: "time", values }], ...rest]), findings };
}

function checkParts(parts: TimeParts): void {
  const unknown = Object.keys(parts).find((part) => !partNames.includes(part));
  if (unknown === undefined && parts.year !== undefined) return;
  const problem = unknown === undefined ? "names no year" : `has no part ${unknown}`;
  throw new ValueError("BAD_RULE", `clean: the rule time ${problem}. The parts are ${partNames.join(", ")}.`);
}

function fromTexts(columns: readonly Column[]): (Date | null)[] {
  const rows = Array.from({ length: columns[0]?.values.length ?? 0 }, (_, i) => i);
  const texts = rows.map((i) => columns.map((column) => datePart(valueAt(column, i))).join(" "));
  const order = dateOrderOf(texts);
  const ambiguous = order ? undefined : texts.find(isAmbiguousDate);
  if (ambiguous !== undefined) {
    throw new DataError(
      "AMBIGUOUS_DATE",
      `clean: the rule time finds "${ambiguous}", and no row tells the day from the month. Read the file with dateOrder.`,
    );
  }
  return texts.map((text) => readTime(text.trim(), order) ?? null);
}

/** A column that was recognised as dates gives the day only. */
function datePart(value: Value): string {
  return value instanceof Date ? value.toISOString().replace(/T00:00:00\.000Z$/, "") : String(value ?? "");
}

function fromParts(columns: Columns, parts: TimeParts): (Date | null)[] {
  const part = (name: string | undefined, otherwise: number) => (row: number) =>
    name === undefined ? otherwise : Number(valueAt(columns.get(name)!, row) ?? Number.NaN);
  const year = part(parts.year, 1970);
  const month = part(parts.month, 1);
  const day = part(parts.day ?? parts.dayOfYear, 1);
  const [hour, minute, second] = [part(parts.hour, 0), part(parts.minute, 0), part(parts.second, 0)];
  const { length } = columns.get(parts.year)!.values;
  return Array.from({ length }, (_, row) => {
    const midnight = Date.UTC(year(row), month(row) - 1, day(row));
    const time = midnight + Math.round((hour(row) * 3600 + minute(row) * 60 + second(row)) * 1000);
    return Number.isNaN(time) ? null : new Date(time);
  });
}
