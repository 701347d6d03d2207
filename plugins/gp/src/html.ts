import { escapeHtml } from "@mesoscope/sdk";

/** A table whose cells are text. */
export function htmlTable(caption: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  return [
    `<table><caption>${escapeHtml(caption)}</caption>`,
    `<thead>${cells("th", headings)}</thead>`,
    `<tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table>`,
  ].join("");
}

/** The same table in plain text, columns aligned. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A number to five significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}
