import { escapeHtml } from "@mesoscope/sdk";
import { type Report, reportHtml } from "./cleaning/report.js";
import { type Column, missingCount, type Value, valueAt } from "./column.js";
import { histogramSvg } from "./show-histogram.js";

type Columns = ReadonlyMap<string, Column>;

const rowsShown = 10;
const textRowsShown = 10;
const columnsShown = 20;

/** The first and last rows with units under the heads and missing values marked, as an HTML table. */
export function datasetHtml(columns: Columns, rowCount: number, report: Report): string {
  const shown = [...columns].slice(0, columnsShown);
  const heads = shown.map(
    ([name, column]) => `<th scope="col" ${alignment(column)}>${escapeHtml(name)}${details(name, column)}</th>`,
  );
  const body = shownRows(rowCount, rowsShown).map((i) => (i === undefined ? gapRow(shown) : rowHtml(shown, i)));
  const reading =
    report.findings.length > 0
      ? `<details><summary>How it was read</summary>${reportHtml(report.findings)}</details>`
      : "";
  return `<table><thead><tr><th scope="col"></th>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table><p>${escapeHtml(summary(columns, rowCount))}</p>${reading}`;
}

/** The same in plain text, with fewer rows. */
export function datasetText(columns: Columns, rowCount: number): string {
  const shown = [...columns].slice(0, columnsShown);
  const rows = shownRows(rowCount, textRowsShown);
  const blocks = shown.map(([name, column]) => {
    const cells = rows.map((i) => (i === undefined ? "⋮" : valueText(valueAt(column, i))));
    const all = [name, unitOrKind(column), ...cells];
    const width = Math.max(...all.map((cell) => cell.length));
    return all.map((cell) => (column.kind === "number" ? cell.padStart(width) : cell.padEnd(width)));
  });
  const lines = (blocks[0] ?? []).map((_, line) =>
    blocks
      .map((block) => block[line])
      .join("  ")
      .trimEnd(),
  );
  return [...lines, summary(columns, rowCount)].join("\n");
}

/** `344 rows × 8 columns, 19 values missing`, and how many columns are left out. */
function summary(columns: Columns, rowCount: number): string {
  const missing = [...columns.values()].reduce((count, column) => count + missingCount(column), 0);
  const size = `${counted(rowCount, "row")} × ${counted(columns.size, "column")}`;
  const hidden = columns.size > columnsShown ? `, ${columns.size - columnsShown} of them not shown` : "";
  return `${size}${hidden}, ${missing === 0 ? "no values" : counted(missing, "value")} missing`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Positions of the rows shown; `undefined` stands for those between. */
function shownRows(rowCount: number, limit: number): (number | undefined)[] {
  if (rowCount <= limit) return Array.from({ length: rowCount }, (_, i) => i);
  const half = Math.ceil(limit / 2);
  const last = limit - half;
  return [
    ...Array.from({ length: half }, (_, i) => i),
    undefined,
    ...Array.from({ length: last }, (_, i) => rowCount - last + i),
  ];
}

function rowHtml(columns: readonly (readonly [string, Column])[], i: number): string {
  const cells = columns.map(([, column]) => {
    const value = valueAt(column, i);
    const text = value === null ? '<i style="opacity: 0.5">missing</i>' : escapeHtml(valueText(value));
    return `<td ${alignment(column)}>${text}</td>`;
  });
  return `<tr><th scope="row">${i}</th>${cells.join("")}</tr>`;
}

function gapRow(columns: readonly (readonly [string, Column])[]): string {
  const cells = columns.map(([, column]) => `<td ${alignment(column)}>⋮</td>`);
  return `<tr><th scope="row">⋮</th>${cells.join("")}</tr>`;
}

function alignment(column: Column): string {
  return `style="text-align: ${column.kind === "number" ? "right" : "left"}"`;
}

/** Below a name: the unit or the kind, how the values are spread, and how many are missing. */
function details(name: string, column: Column): string {
  const missing = missingCount(column);
  const lines = [
    escapeHtml(unitOrKind(column)),
    histogramSvg(name, column),
    missing > 0 ? `${missing.toLocaleString("en")} missing` : "",
  ];
  const light = (line: string) => `<br><span style="font-weight: normal; opacity: 0.7">${line}</span>`;
  return lines
    .filter((line) => line !== "")
    .map(light)
    .join("");
}

function unitOrKind(column: Column): string {
  if (column.kind === "number") return column.unit ?? "number";
  return column.kind === "boolean" ? "yes or no" : column.kind;
}

function valueText(value: Value): string {
  if (value === null) return "–";
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, "")
      .replace(/\.000Z$/, "Z");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(Number(value.toPrecision(7))) : value;
}
