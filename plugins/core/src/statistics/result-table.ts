import { escapeHtml } from "@mesoscope/sdk";

/** Rows of text under headings; the first entry of a row is its name. */
export interface ResultTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function tableAsHtml({ caption, headings, rows }: ResultTable): string {
  const head = headings.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map(([name = "", ...cells]) => {
    const values = cells.map((text) => `<td style="text-align:right">${escapeHtml(text)}</td>`).join("");
    return `<tr><th scope="row">${escapeHtml(name)}</th>${values}</tr>`;
  });
  const opened = `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead>`;
  return `${opened}<tbody>${body.join("")}</tbody></table>`;
}

/** The same in aligned columns. */
export function tableAsText({ caption, headings, rows }: ResultTable): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, j) => Math.max(...lines.map((line) => line[j]!.length)));
  const text = lines.map(([name = "", ...cells]) =>
    [name.padEnd(widths[0]!), ...cells.map((cell, j) => cell.padStart(widths[j + 1]!))].join("  ").trimEnd(),
  );
  return [caption, ...text].join("\n");
}

/** A number to five significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}
