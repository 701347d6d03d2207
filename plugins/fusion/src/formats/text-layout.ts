import { DataError, ValueError } from "@mesoscope/sdk";
import type { Finding } from "../cleaning/report.js";
import type { ReadOptions } from "../read-options.js";
import { hasUnitRow, headCount, headsAbove, headsOf } from "./heads.js";
import { findingsOn } from "./layout-findings.js";
import { type Cut, readRecords, type TextRecord } from "./read-records.js";
import { decimalOf, numericColumns, startOfTable, tableWidth, usualWidth } from "./table-shape.js";

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

/** Finds out how the table in this text is laid out; of a large file the beginning is enough. */
export function recogniseLayout(caller: string, sample: string, options: ReadOptions): TextLayout {
  const comment = options.comment ?? commentOf(sample);
  const lines = sample.split("\n");
  const below = lines.slice(options.skipLines ?? 0).join("\n");
  const separator = options.separator ?? separatorOf(below, comment, options);
  const cut: Cut = { separator, comment, widths: options.widths };
  const all = firstRecords(sample, cut).filter(({ line }) => line > (options.skipLines ?? 0));
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
  if (bodyStart > table.length || headLines < 0) throw tooManyHeads(caller, headLines, table.length);
  const unitRow = bodyStart > headLines ? table[headLines]?.fields.map((field) => field.trim()) : undefined;
  return {
    cut,
    firstLine: bodyStart === 0 ? table[0]!.line : table[bodyStart - 1]!.line + 1,
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

function tooManyHeads(caller: string, headLines: number, lines: number): ValueError {
  return new ValueError(
    "BAD_OPTION",
    `${caller}: header and unitRow ask for ${headLines} lines of heads, but the table has ${lines} lines. Give fewer.`,
  );
}

/** The first rows; a quote that is still open at the end of a sample is of no interest here. */
function firstRecords(sample: string, cut: Cut): TextRecord[] {
  return readRecords(sample, cut).take(rowsLookedAt).toArray();
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
    const records = firstRecords(text, { separator, comment });
    const width = usualWidth(records);
    const same = records.filter(({ fields }) => fields.length === width).length;
    // Words are separated by blanks too.
    const isTable = width > 1 && (separator !== "whitespace" || numericColumns(records, width).includes(true));
    return { separator, score: isTable ? same / records.length : 0 };
  });
  const best = scored.reduce((a, b) => (b.score > a.score + 0.05 ? b : a));
  return best.score > 0 ? best.separator : decimal === "," ? ";" : ",";
}
