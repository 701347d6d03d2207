import { DataError } from "@mesoscope/sdk";
import { type Finding, finding } from "../cleaning/report.js";
import type { Column } from "../column.js";
import type { ReadOptions } from "../read-options.js";
import { codeTest } from "./code-test.js";
import type { Learned, ReadColumn, Texts } from "./column-reading.js";
import type { Fields } from "./fields.js";
import { kindOf } from "./kind-of-texts.js";
import { plainNumbers } from "./plain-numbers.js";
import { numberColumn, readNumbers } from "./read-numbers.js";
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
  const { isCode } = codeTest(decimal, options);
  const texts = fields.map((field) => {
    const text = field?.trim() ?? "";
    return isCode(text) ? null : text;
  });
  const kind = options.kinds?.[name] ?? learned?.kind ?? kindOf(texts, decimal, options);
  const read = { number: readNumbers, time: readTimes, boolean: readBooleans, text: readTexts }[kind];
  const result = read(name, texts, decimal, options, learned);
  if (learned?.kind && !options.kinds?.[name]) checkFits(name, kind, result.findings);
  const missing: number[] = [];
  for (let row = 0; row < texts.length; row++) if (texts[row] === null) missing.push(row);
  const before = fields[missing[0] ?? 0] ?? "";
  return { ...result, findings: [...result.findings, ...missingFinding(name, texts.length, missing, before)] };
}

/** The same of fields that are bytes yet; plain numbers need no texts. */
export function readFields(
  name: string,
  fields: Fields,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const plain = plainNumbers(name, fields, decimal, options, learned);
  if (!plain) return readColumn(name, fields.texts(), decimal, options, learned);
  const { values, missing } = plain;
  const result = numberColumn(name, values, options, learned);
  const before = missing.length === 0 ? "" : fields.text(missing[0]!);
  return { ...result, findings: [...result.findings, ...missingFinding(name, values.length, missing, before)] };
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
function missingFinding(name: string, count: number, rows: readonly number[], before: string): Finding[] {
  if (rows.length === 0) return [];
  const parts = { column: name, what: "missing values", why: `of ${count} values`, before: before || "(empty)" };
  return [finding({ kind: "recognised", ...parts }, rows)];
}
