import { DataError } from "@mesoscope/sdk";
import { type Finding, finding } from "../cleaning/report.js";
import { defaultMissing, type ReadOptions } from "../read-options.js";
import { isNumber } from "./read-number.js";
import { readTime } from "./read-time.js";
import { recogniseUnit } from "./recognise-unit.js";
import { type Cut, RecordReader, type TextRecord } from "./record-reader.js";

/** How a text table is laid out. */
export interface TextLayout {
  readonly cut: Cut;
  /** The number of the first line of rows, from 1. */
  readonly firstLine: number;
  readonly heads: readonly string[];
  /** The unit of each column as the line below the heads writes it. */
  readonly unitRow?: readonly string[];
  /** Which columns hold numbers, by the rows seen. */
  readonly isNumeric: readonly boolean[];
  readonly decimal: "." | ",";
  readonly findings: readonly Finding[];
}

const commentMarks = ["#", "%", "//", "!"];
/** In the order in which they are preferred where several fit as well. */
const separators = ["\t", ";", "|", ",", "whitespace"];
const rowsLookedAt = 200;
const mostHeadLines = 3;

/** Finds out how the table in this text is laid out; of a large file the beginning is enough. */
export function recogniseLayout(caller: string, sample: string, options: ReadOptions): TextLayout {
  const comment = options.comment ?? commentOf(sample);
  const lines = sample.split("\n");
  const below = lines.slice(options.skipLines ?? 0).join("\n");
  const separator = options.separator ?? separatorOf(below, comment, options);
  const cut: Cut = { separator, comment, widths: options.widths };
  const all = recordsOf(caller, sample, cut).filter(({ line }) => line > (options.skipLines ?? 0));
  if (all.length === 0) throw emptyTable(caller);
  const width = tableWidth(all);
  const start = startOfTable(all, width);
  const table = all.slice(start);
  const decimal = decimalOf(table, separator);
  const headLines = headCount(table, options);
  const above = all.slice(0, start).map(({ line }) => lines[line - 1]!.trim());
  const named = headLines > 0 ? undefined : headsAbove(sample, comment, above.at(-1), width);
  const heads = headsOf(table, headLines, width, options, named);
  const bodyStart = headLines + Number(options.unitRow ?? hasUnitRow(table, headLines));
  const unitRow = bodyStart > headLines ? table[headLines]?.fields.map((field) => field.trim()) : undefined;
  return {
    cut,
    firstLine: table[bodyStart]?.line ?? Number.POSITIVE_INFINITY,
    heads,
    ...(unitRow ? { unitRow } : {}),
    isNumeric: numericColumns(table.slice(bodyStart), width),
    decimal: options.decimal ?? decimal.mark,
    findings: findingsOn({ separator, comment, above, headLines, named, unitRow, decimal, options }),
  };
}

function emptyTable(caller: string): DataError {
  return new DataError(
    "EMPTY_TABLE",
    `${caller}: the text is empty. Give a line of column heads and the rows below it.`,
  );
}

/** The first rows; a quote that is still open at the end of a sample is of no interest here. */
function recordsOf(caller: string, sample: string, cut: Cut): TextRecord[] {
  const reader = new RecordReader(caller, cut);
  const records: TextRecord[] = [];
  for (const record of reader.read(sample)) if (records.push(record) === rowsLookedAt) return records;
  return [...records, ...reader.end()];
}

function commentOf(sample: string): string | undefined {
  const first = /\S.*/.exec(sample)?.[0] ?? "";
  const mark = commentMarks.find((candidate) => first.startsWith(candidate));
  const lines = sample.split("\n").filter((line) => line.trim() !== "");
  return mark && lines.some((line) => !line.trimStart().startsWith(mark)) ? mark : undefined;
}

/** The separator that cuts the most lines into the same number of fields. */
function separatorOf(text: string, comment: string | undefined, { widths, decimal }: ReadOptions): string {
  if (widths) return "whitespace";
  const candidates = separators.filter((separator) => !(separator === "," && decimal === ","));
  const scored = candidates.map((separator) => {
    const records = lenient(text, { separator, comment });
    const width = usualWidth(records);
    const same = records.filter(({ fields }) => fields.length === width).length;
    // Words are separated by blanks too.
    const isTable = width > 1 && (separator !== "whitespace" || numericColumns(records, width).includes(true));
    return { separator, score: isTable ? same / records.length : 0 };
  });
  const best = scored.reduce((a, b) => (b.score > a.score + 0.05 ? b : a));
  return best.score > 0 ? best.separator : decimal === "," ? ";" : ",";
}

function lenient(text: string, cut: Cut): TextRecord[] {
  try {
    return recordsOf("", text, cut);
  } catch {
    return [];
  }
}

/** The number of fields that most rows have; the larger of two as frequent. */
function usualWidth(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])[0];
}

/** The usual width, less a last column in which nothing stands but the end of a trailing separator. */
function tableWidth(records: readonly TextRecord[]): number {
  const width = usualWidth(records);
  const usual = records.filter(({ fields }) => fields.length === width);
  const endsBlank = usual.every(({ fields }) => fields.at(-1)!.trim() === "");
  return endsBlank && records.some(({ fields }) => fields.length === width - 1) ? width - 1 : width;
}

/** The first row of the usual width after which most rows have it. */
function startOfTable(records: readonly TextRecord[], width: number): number {
  let usual = 0;
  let start = records.findIndex(({ fields }) => fields.length === width);
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i]!;
    if (record.fields.length < width || !isBlankFrom(record, width)) continue;
    usual++;
    if (usual > 0.5 * (records.length - i)) start = i;
  }
  return start;
}

/** Whether nothing stands behind the fields of the usual width. */
function isBlankFrom({ fields }: TextRecord, width: number): boolean {
  return fields.slice(width).every((field) => field.trim() === "");
}

/**
 * The decimal mark: a comma, where numbers with one are written and none whose point is surely decimal. Where all have
 * three digits behind the comma, which may be thousands, it is not sure.
 */
function decimalOf(table: readonly TextRecord[], separator: string): { mark: "." | ","; isSure: boolean } {
  const fields =
    separator === "," ? [] : table.slice(1).flatMap((record) => record.fields.map((field) => field.trim()));
  const withComma = fields.filter((field) => /^[+-]?(\d{1,3}(\.\d{3})*|\d*),\d+(e[+-]?\d+)?$/i.test(field));
  const surelyPoint = fields.some((field) => /^[+-]?\d*\.\d+$/.test(field) && !/^[+-]?\d{1,3}\.\d{3}$/.test(field));
  const isSure = withComma.some((field) => !/^[+-]?\d{1,3},\d{3}$/.test(field));
  const hasPoint = surelyPoint || (!isSure && fields.some((field) => /^[+-]?\d*\.\d+$/.test(field)));
  const isComma = withComma.length > 0 && !hasPoint && (isSure || separator === ";");
  return { mark: isComma ? "," : ".", isSure };
}

const isMissing = (field: string) => field === "" || defaultMissing.includes(field) || /^[-*.?]+$/.test(field);
const isValue = (field: string) => isNumber(field) || readTime(field) !== undefined;

/** Which columns hold numbers or nothing in most rows of the usual width. */
function numericColumns(rows: readonly TextRecord[], width: number): boolean[] {
  const usual = rows.filter((row) => row.fields.length >= width && isBlankFrom(row, width));
  return Array.from({ length: width }, (_, j) => {
    const fields = usual.map(({ fields: all }) => all[j]!.trim()).filter((field) => !isMissing(field));
    return fields.length > 0 && fields.filter(isNumber).length >= 0.6 * fields.length;
  });
}

/** The lines that hold no value where values stand below them. */
function headCount(table: readonly TextRecord[], { header }: ReadOptions): number {
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

function hasUnitRow(table: readonly TextRecord[], headLines: number): boolean {
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

function headsOf(
  table: readonly TextRecord[],
  headLines: number,
  width: number,
  { header }: ReadOptions,
  inComment: readonly string[] | undefined,
): string[] {
  if (Array.isArray(header)) return [...(header as readonly string[])];
  if (headLines === 0) return inComment ? [...inComment] : Array.from({ length: width }, (_, j) => `column ${j + 1}`);
  return Array.from({ length: width }, (_, j) => {
    const parts = table.slice(0, headLines).map(({ fields }) => fields[j]?.trim() ?? "");
    return parts.filter((part, i) => part !== "" && parts.indexOf(part) === i).join(" ");
  });
}

/** The names in the last line of comments, or in the line above the table, where there are as many as columns. */
function headsAbove(
  sample: string,
  comment: string | undefined,
  above: string | undefined,
  width: number,
): readonly string[] | undefined {
  const inComment = comment && sample.split("\n").findLast((line) => line.trimStart().startsWith(comment));
  const text = above ?? (comment && inComment ? inComment.trim().slice(comment.length).trim() : "");
  const cuts = [/\t/, /;/, /,/, /\s{2,}/, /\s+/].map((separator) => text.split(separator).map((name) => name.trim()));
  return cuts.find((names) => names.length === width && names.every((name) => !isNumber(name)));
}

interface Recognised {
  readonly separator: string;
  readonly comment: string | undefined;
  readonly above: readonly string[];
  readonly headLines: number;
  readonly named: readonly string[] | undefined;
  readonly unitRow: readonly string[] | undefined;
  readonly decimal: { readonly mark: "." | ","; readonly isSure: boolean };
  readonly options: ReadOptions;
}

function findingsOn({ separator, comment, above, headLines, named, unitRow, decimal, options }: Recognised): Finding[] {
  const recognised = (what: string, why: string, count: number, before?: string) =>
    finding({ kind: "recognised", what, why, ...(before === undefined ? {} : { before }) }, [], count);
  const doubted = (what: string, why: string) => finding({ kind: "doubted", what, why }, [], 1);
  const found: Finding[] = [];
  if (separator !== "," && !options.separator && !options.widths) {
    found.push(recognised("separator", "it cuts most lines into the same number of fields", 1, nameOf(separator)));
  }
  if (comment && !options.comment) found.push(recognised("comments", "the text begins with such lines", 1, comment));
  if (above.length > 0) {
    found.push(
      recognised(
        "lines above the table",
        "they have another number of fields",
        above.length,
        above.at(-1)!.slice(0, 60),
      ),
    );
  }
  if (headLines > 1 && options.header === undefined) {
    found.push(recognised("lines of heads", "they stand above numbers and hold none", headLines));
  }
  if (unitRow && !options.unitRow) {
    found.push(recognised("row of units", "it names units above columns of numbers", 1, unitRow.join(", ")));
  }
  if (decimal.mark === "," && !options.decimal) {
    if (decimal.isSure) found.push(recognised("decimal comma", "no number has a decimal point", 1));
    else
      found.push(
        doubted("decimal comma", "all have three digits behind it, as thousands have; give the option decimal"),
      );
  }
  if (headLines === 0 && options.header === undefined) {
    if (named) found.push(recognised("heads above the table", "there are as many as columns", 1, named.join(", ")));
    else found.push(doubted("no line of heads", "the first line holds numbers; name the columns by the option header"));
  }
  return found;
}

function nameOf(separator: string): string {
  return separator === "\t" ? "tab" : separator;
}
