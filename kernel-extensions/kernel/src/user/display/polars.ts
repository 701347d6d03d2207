import type { MimeBundle } from "@mesoscope/sdk";
import { htmlTable, textTable } from "./html.js";

interface Frame {
  readonly columns: readonly string[];
  readonly dtypes: readonly unknown[];
  readonly height: number;
  head(rows: number): Frame;
  rows(): unknown[][];
  select(...columns: string[]): Frame;
}

interface Series {
  readonly name: string;
  readonly dtype: unknown;
  readonly length: number;
  head(rows: number): Series;
  toArray(): unknown[];
}

const shownRows = 20;
const shownColumns = 20;
const longestCell = 80;

/** A polars DataFrame or Series as a table; its own display holds all rows, and numbers that JSON cannot. */
export function showPolars(value: unknown): MimeBundle | undefined {
  if (isFrame(value)) {
    const shown = value.columns.slice(0, shownColumns);
    const columns = shown.map((title, i) => column(title, value.dtypes[i]));
    const first = value.head(shownRows);
    const rows = (shown.length < value.columns.length ? first.select(...shown) : first).rows();
    return table(columns, rows, value.height, value.columns.length - shown.length);
  }
  if (isSeries(value)) {
    const rows = value.head(shownRows).toArray();
    return table(
      [column(value.name || "series", value.dtype)],
      rows.map((cell) => [cell]),
      value.length,
      0,
    );
  }
  return undefined;
}

function table(columns: ReturnType<typeof column>[], rows: unknown[][], height: number, hidden: number): MimeBundle {
  const texts = rows.map((row) => row.map(cellText));
  const more = [
    height > rows.length && `${(height - rows.length).toLocaleString("en")} more rows`,
    hidden > 0 && `${hidden} more columns`,
  ].filter(Boolean);
  const caption = more.length > 0 ? `… ${more.join(", ")}` : "";
  const titles = columns.map(({ title, note, align }) => ({ title: `${title} (${note})`, align }));
  return {
    "text/plain": textTable(titles, texts, caption || `${height} rows`),
    "text/html": htmlTable(columns, texts, caption),
  };
}

function column(title: string, dtype: unknown): { title: string; note: string; align: "left" | "right" } {
  const note = (dtype as { variant?: string } | null)?.variant ?? String(dtype);
  return { title, note, align: /^(U?Int|Float|Decimal)/.test(note) ? "right" : "left" };
}

function cellText(value: unknown): string {
  const text = longCellText(value);
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

function longCellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
}

function isFrame(value: unknown): value is Frame {
  return tag(value) === "[object DataFrame]" && has(value, { head: "function", rows: "function", height: "number" });
}

function isSeries(value: unknown): value is Series {
  if (!has(value, { head: "function", toArray: "function", length: "number", name: "string" })) return false;
  return "dtype" in (value as object) && !Array.isArray(value);
}

const tag = (value: unknown) => Object.prototype.toString.call(value);

function has(value: unknown, members: Record<string, string>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(members).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
}
