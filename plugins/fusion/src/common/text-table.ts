import { escapeHtml, type MimeBundle } from "@mesoscope/sdk";

type Rows = readonly (readonly string[])[];

/** A table with a caption as plain text and as HTML; the first cell of each row is its name. */
export function tableBundle(caption: string, headings: readonly string[], rows: Rows): MimeBundle {
  return { "text/plain": tableText(caption, headings, rows), "text/html": tableHtml(caption, headings, rows) };
}

/** A number to five significant digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** `1 value`, `3 values`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function tableText(caption: string, headings: readonly string[], rows: Rows): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
  return [caption, ...text].join("\n");
}

function tableHtml(caption: string, headings: readonly string[], rows: Rows): string {
  const heads = headings.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map(([name, ...cells]) => {
    const texts = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("");
    return `<tr><th scope="row">${escapeHtml(name)}</th>${texts}</tr>`;
  });
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
