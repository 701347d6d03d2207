import { DataError } from "@mesoscope/sdk";
import { buildDataset, type RawColumn } from "./build-dataset.js";
import type { Dataset } from "./dataset.js";
import type { ReadOptions } from "./read-options.js";

/**
 * A table from comma-separated text (RFC 4180), without files and native code, so it works in a browser too.
 *
 * @example
 * parseTable("time_s,load_kN\n0,1.5\n1,NA").column("load").data; // [1500, NaN]
 *
 * @throws DataError EMPTY_TABLE, RAGGED_ROW, DUPLICATE_COLUMN
 */
export function parseTable(text: string, options: ReadOptions = {}): Dataset {
  if (typeof text !== "string") {
    throw new DataError(
      "EMPTY_TABLE",
      `parseTable: found a ${typeof text} where text is needed. Give the text of a table, or a file to readTable.`,
    );
  }
  const separator = options.separator ?? (options.decimal === "," ? ";" : ",");
  const [heads, ...rows] = fieldsOf(text.replace(/^\uFEFF/, ""), separator);
  if (!heads)
    throw new DataError(
      "EMPTY_TABLE",
      "parseTable: the text is empty. Give a line of column heads and the rows below it.",
    );
  rows.forEach((row, i) => {
    if (row.length === heads.length) return;
    throw new DataError(
      "RAGGED_ROW",
      `parseTable: line ${i + 2} has ${row.length} fields but there are ${heads.length} heads. Check the separator and quotes.`,
    );
  });
  const raw = heads.map((head, j) => asNumbers({ head, values: rows.map((row) => row[j]!) }, options));
  return buildDataset("parseTable", raw, options);
}

/** A column whose every text is a number or stands for a missing value, as numbers. */
export function asNumbers(column: RawColumn, options: ReadOptions): RawColumn {
  const skipped = options.unitRow ? 1 : 0;
  const missing = new Set(["", ...(options.missing ?? ["NA", "N/A", "NaN", "nan", "null"])]);
  const numbers = column.values.map((value, i) => (i < skipped ? value : numberOf(value, options.decimal, missing)));
  return numbers.includes(undefined) ? column : { ...column, values: numbers as RawColumn["values"] };
}

function numberOf(value: unknown, decimal: "." | "," | undefined, missing: ReadonlySet<string>): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (missing.has(text)) return null;
  const plain = decimal === "," ? text.replaceAll(".", "").replace(",", ".") : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/** The fields of every line that is not empty; quoted fields may hold separators, doubled quotes and line breaks. */
function fieldsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    [row, field] = [[], ""];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (character === '"' && field === "") quoted = true;
    else if (character === separator) {
      row.push(field);
      field = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r") field += character;
  }
  endRow();
  return rows;
}
