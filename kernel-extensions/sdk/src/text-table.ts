import { escapeHtml } from "./escape-html.js";
import type { MimeBundle } from "./mime-bundle.js";

/** A table whose cells are text; the first cell of a row is its name. */
export interface TextTable {
  readonly caption?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A table as plain text and as HTML, for values that show themselves.
 *
 * @example
 * Object.keys(tableBundle({ headings: ["case", "kN"], rows: [["wind", "12"]] })); // ["text/plain", "text/html"]
 */
export function tableBundle(table: TextTable): MimeBundle {
  return { "text/plain": plainTable(table), "text/html": htmlTable(table) };
}

/**
 * A table in HTML: heads marked as such, numbers to the right.
 *
 * @example
 * htmlTable({ caption: "loads", headings: ["case", "kN"], rows: [["wind", "12"]] }).includes("<th"); // true
 */
export function htmlTable(table: TextTable): string {
  const { caption, headings, rows } = table;
  const styles = headings.map((_, column) => `style="text-align:${isNumeric(table, column) ? "right" : "left"}"`);
  const heads = headings.map((text, c) => `<th scope="col" ${styles[c]}>${escapeHtml(text)}</th>`);
  const body = rows.map(([name = "", ...texts]) => {
    const cells = texts.map((text, c) => `<td ${styles[c + 1]}>${escapeHtml(text)}</td>`);
    return `<tr><th scope="row" ${styles[0]}>${escapeHtml(name)}</th>${cells.join("")}</tr>`;
  });
  const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

/**
 * The same table in plain text, columns aligned.
 *
 * @example
 * plainTable({ headings: ["case", "kN"], rows: [["wind", "12"]] }); // "case  kN\nwind  12"
 */
export function plainTable(table: TextTable): string {
  const lines = [table.headings, ...table.rows];
  const widths = table.headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) => {
    const cells = line.map((text, c) => (isNumeric(table, c) ? text.padStart(widths[c]!) : text.padEnd(widths[c]!)));
    return cells.join("  ").trimEnd();
  });
  return [...(table.caption === undefined ? [] : [table.caption]), ...aligned].join("\n");
}

/**
 * A number to five significant digits.
 *
 * @example
 * shortNumber(1 / 3); // "0.33333"
 */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/**
 * How many of a thing there are.
 *
 * @example
 * counted(3, "row"); // "3 rows"
 */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const numbers = /^(…|–|NaN|-?Infinity|[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)?$/i;

/** Whether a column holds numbers, or what stands for one that is not there. */
function isNumeric({ rows }: TextTable, column: number): boolean {
  const cells = rows.map((row) => row[column] ?? "");
  return cells.some((text) => /\d|NaN|Infinity/.test(text)) && cells.every((text) => numbers.test(text));
}
