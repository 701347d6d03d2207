import { escapeHtml } from "./escape-html.js";

/** A table whose cells are text; the first column names the rows. */
export interface TextTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A table in HTML: columns of numbers to the right, heads marked as such.
 *
 * @example
 * htmlTable({ caption: "loads", headings: ["case", "kN"], rows: [["wind", "12"]] }).includes("<th"); // true
 */
export function htmlTable({ caption, headings, rows }: TextTable): string {
  const styles = headings.map((_, c) => {
    const isNumeric = rows.every((row) => row[c] !== "" && Number.isFinite(Number(row[c])));
    return `style="text-align:${isNumeric && rows.length > 0 ? "right" : "left"}"`;
  });
  const heads = headings.map((text, c) => `<th scope="col" ${styles[c]}>${escapeHtml(text)}</th>`);
  const cells = ([name = "", ...texts]: readonly string[]) => [
    `<th scope="row" ${styles[0]}>${escapeHtml(name)}</th>`,
    ...texts.map((text, c) => `<td ${styles[c + 1]}>${escapeHtml(text)}</td>`),
  ];
  return [
    `<table><caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${heads.join("")}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells(row).join("")}</tr>`).join("")}</tbody></table>`,
  ].join("");
}

/**
 * The same table in plain text, columns aligned.
 *
 * @example
 * plainTable({ caption: "loads", headings: ["case", "kN"], rows: [["wind", "12"]] }).split("\n").length; // 3
 */
export function plainTable({ caption, headings, rows }: TextTable): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return [caption, ...aligned].join("\n");
}
