import { escapeHtml } from "@mesoscope/sdk";

/** One column: title, a smaller line below it, and how its cells are aligned. */
export interface Column {
  readonly title: string;
  readonly note?: string;
  readonly align?: "left" | "right";
}

/** A table of text in HTML; all text is escaped. */
export function htmlTable(columns: readonly Column[], rows: readonly (readonly string[])[], caption = ""): string {
  const style = (column: Column | undefined) => `style="text-align:${column?.align ?? "left"}"`;
  const head = columns.map((column) => {
    const note = column.note ? `<br><small>${escapeHtml(column.note)}</small>` : "";
    return `<th scope="col" ${style(column)}>${escapeHtml(column.title)}${note}</th>`;
  });
  const body = rows.map((row) => {
    const cells = row.map((text, i) => `<td ${style(columns[i])}>${escapeHtml(text)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const below = caption && `<p>${escapeHtml(caption)}</p>`;
  return `<table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>${below}`;
}

/** The same table for a terminal, columns padded. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[], caption = ""): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const pad = (text: string, i: number) =>
    columns[i]?.align === "right" ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
  const body = lines.map((line) => line.map(pad).join("  ").trimEnd());
  return [body[0], widths.map((width) => "-".repeat(width)).join("  "), ...body.slice(1), caption]
    .filter((line) => line !== "")
    .join("\n");
}
