import { escapeHtml } from "@mesoscope/sdk";

/** A table whose cells are text: numbers to the right, the first column as the names of the rows. */
export function htmlTable(caption: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
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
