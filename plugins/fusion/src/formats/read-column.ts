import { DataError } from "@mesoscope/sdk";
import { type Finding, finding } from "../cleaning/report.js";
import { type Column, missingCount } from "../column.js";
import { defaultMissing, type ReadOptions } from "../read-options.js";
import type { Learned, ReadColumn, Texts } from "./column-reading.js";
import { kindOf } from "./kind-of-texts.js";
import { readNumber } from "./read-number.js";
import { readNumbers } from "./read-numbers.js";
import { readBooleans, readTexts, readTimes } from "./read-other-kinds.js";

/**
 * Understands the texts of one column: numbers, times, yes and no, or texts. What is missing, repaired and doubted is
 * reported. A column is of numbers if every text that is there is one, or a number with a short flag behind it.
 */
export function readColumn(
  name: string,
  fields: Texts,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const isCode = codeTest(decimal, options);
  const texts = fields.map((field) => {
    const text = field?.trim() ?? "";
    return isCode(text) ? null : text;
  });
  const kind = options.kinds?.[name] ?? learned?.kind ?? kindOf(texts, decimal, options);
  const read = { number: readNumbers, time: readTimes, boolean: readBooleans, text: readTexts }[kind];
  const result = read(name, texts, decimal, options, learned);
  if (learned?.kind && !options.kinds?.[name]) checkFits(name, kind, result.findings);
  return { ...result, findings: [...result.findings, ...missingFinding(name, result.column, fields, texts)] };
}

/** Whether a text stands for a missing value; the code -9999 is written -9999.0 too. */
function codeTest(decimal: "." | ",", { missing }: ReadOptions): (text: string) => boolean {
  const codes = new Set(["", ...(missing ?? defaultMissing).map(String)]);
  const numbers = new Set((missing ?? []).map(Number).filter((code) => !Number.isNaN(code)));
  if (numbers.size === 0) return (text) => codes.has(text);
  return (text) => codes.has(text) || numbers.has(readNumber(text, decimal)?.value ?? Number.NaN);
}

/** Throws where a value is not of the kind that earlier ones have shown. */
function checkFits(name: string, kind: Column["kind"], findings: readonly Finding[]): void {
  const odd = findings.find(({ what }) => misfits.has(what));
  if (!odd) return;
  throw new DataError(
    "MIXED_COLUMN",
    `scanTable: "${name}" holds ${kind} at first but later "${odd.before}". Give kinds: { "${name}": "text" }, or missing: ["${odd.before}"].`,
  );
}

const misfits: ReadonlySet<string> = new Set(["not a number", "not a time", "neither yes nor no"]);

/** Values that are missing because the field says so; codes that were removed have a finding of their own. */
function missingFinding(name: string, column: Column, fields: Texts, texts: Texts): Finding[] {
  if (missingCount(column) === 0) return [];
  const rows = [...texts.keys()].filter((row) => texts[row] === null);
  if (rows.length === 0) return [];
  const before = fields[rows[0]!] || "(empty)";
  return [
    finding(
      { kind: "recognised", column: name, what: "missing values", why: `of ${texts.length} values`, before },
      rows,
    ),
  ];
}
