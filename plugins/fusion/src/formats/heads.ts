import type { ReadOptions } from "../read-options.js";
import { isNumber } from "./read-number.js";
import type { TextRecord } from "./read-records.js";
import { readTime } from "./read-time.js";
import { recogniseUnit } from "./recognise-unit.js";
import { isMissing, numericColumns } from "./table-shape.js";

const mostHeadLines = 3;
const isValue = (field: string) => isNumber(field) || readTime(field) !== undefined;

/** The lines that hold no value where values stand below them. */
export function headCount(table: readonly TextRecord[], { header }: ReadOptions): number {
  if (typeof header === "number") return header;
  if (header) return 0;
  const below = table.slice(Math.min(mostHeadLines + 1, Math.max(1, table.length - 1)));
  const numeric = numericColumns(below.length > 0 ? below : table.slice(1), table[0]!.fields.length);
  const isHead = ({ fields }: TextRecord) => fields.every((field) => !isValue(field.trim()));
  if (hasYearHeads(table)) return 1;
  if (!isHead(table[0]!)) return 0;
  if (!numeric.includes(true)) return 1;
  const count = table.slice(0, mostHeadLines + 1).findIndex((record) => !isHeadAbove(record, numeric));
  const lines = count < 0 ? 1 : Math.max(1, count);
  const last = table[lines - 1]!;
  return lines > 1 && isUnitRow(last, numeric) ? lines - 1 : lines;
}

/** Whether the first line holds names and growing years, such as site, 2019, 2020, and the next holds other numbers. */
function hasYearHeads([first, next]: readonly TextRecord[]): boolean {
  const heads = first!.fields.map((field) => field.trim());
  const years = heads.filter(isNumber);
  const areYears = years.every((year, i) => /^(1[5-9]|20|21)\d\d$/.test(year) && (i === 0 || year > years[i - 1]!));
  const isOther = next?.fields.some((field, j) => isNumber(heads[j] ?? "") && !/^\d{4}$/.test(field.trim())) ?? false;
  return years.length > 0 && years.length < heads.length && areYears && isOther;
}

/** Whether a line says something above columns of numbers and no number in any of them. */
function isHeadAbove({ fields }: TextRecord, numeric: readonly boolean[]): boolean {
  const above = fields.map((field) => field.trim()).filter((_, j) => numeric[j]);
  return above.some((field) => !isMissing(field)) && above.every((field) => !isValue(field));
}

export function hasUnitRow(table: readonly TextRecord[], headLines: number): boolean {
  const candidate = table[headLines];
  if (headLines === 0 || !candidate) return false;
  return isUnitRow(candidate, numericColumns(table.slice(headLines + 1), candidate.fields.length));
}

/** Whether the line names a unit, or none, above every column of numbers. */
function isUnitRow({ fields }: TextRecord, numeric: readonly boolean[]): boolean {
  const above = fields.filter((_, j) => numeric[j]).map((field) => bare(field));
  const units = above.filter((field) => recogniseUnit(field, "temperature") !== undefined);
  return units.length > 0 && above.every((field) => isMissing(field) || field === "1" || units.includes(field));
}

/** A unit without the brackets around it. */
export function bare(unit: string): string {
  return unit
    .trim()
    .replace(/^[([](.*)[)\]]$/, "$1")
    .trim();
}

/** The names of the columns: those given, those of the lines of heads, those above the table, or their places. */
export function headsOf(
  table: readonly TextRecord[],
  headLines: number,
  width: number,
  { header }: ReadOptions,
  above: readonly string[] | undefined,
): string[] {
  if (Array.isArray(header)) return [...(header as readonly string[])];
  if (headLines === 0) return above ? [...above] : Array.from({ length: width }, (_, j) => `column ${j + 1}`);
  return Array.from({ length: width }, (_, j) => {
    const parts = table.slice(0, headLines).map(({ fields }) => fields[j]?.trim() ?? "");
    return parts.filter((part, i) => part !== "" && parts.indexOf(part) === i).join(" ");
  });
}

/** The names in the last line of comments, or in the line above the table, where there are as many as columns. */
export function headsAbove(
  sample: string,
  comment: string | undefined,
  above: string | undefined,
  width: number,
): readonly string[] | undefined {
  const last = comment && sample.split("\n").findLast((line) => line.trimStart().startsWith(comment));
  const text = above ?? (comment && last ? last.trim().slice(comment.length).trim() : "");
  const cuts = [/\t/, /;/, /,/, /\s{2,}/, /\s+/].map((separator) => text.split(separator).map((name) => name.trim()));
  return cuts.find((names) => names.length === width && names.every((name) => !isNumber(name)));
}
