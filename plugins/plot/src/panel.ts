import type { Kind } from "./channel.js";
import type { Value } from "./column-values.js";
import type { FigureOptions } from "./options.js";

/** One row as Vega-Lite gets it; times are milliseconds since 1970. */
export type Row = Record<string, number | string | null>;

/** A Vega-Lite mark and its encoding, axes left out. */
export interface Part {
  readonly mark: Record<string, unknown> & { readonly type: string };
  readonly encoding: Record<string, unknown>;
}

/** Something drawn from rows: one or more marks over the same data. */
export interface Layer {
  /** What it is, for the description: "points", "line". */
  readonly noun: string;
  readonly rows: readonly Row[];
  /** Rows that lack one of these are left out; with `gaps` they interrupt the line instead. */
  readonly needs: readonly string[];
  readonly gaps?: boolean;
  /** Fields measured along each axis. */
  readonly along: { readonly x: readonly string[]; readonly y: readonly string[] };
  readonly parts: readonly Part[];
  /** Names by which colour, symbol and dash tell rows apart (field `color`), or the name of the whole layer. */
  readonly categories?: readonly string[];
  readonly series?: string;
  /** Which tint it has when nothing else colours it; `own` keeps the colour that its marks have. */
  readonly tint: number | "own";
  /** What only the subtitle can say. */
  readonly note?: string;
}

/** An axis of a panel. */
export interface Axis {
  readonly title?: string;
  readonly kind?: Kind;
  readonly scale?: "linear" | "log";
  readonly domain?: readonly [number, number];
  readonly zero?: boolean;
  /** The axis ends where the data end, without grid: for fields that fill the panel. */
  readonly tight?: boolean;
  /** Categories in the order given rather than sorted. */
  readonly order?: readonly string[];
}

/** A control that picks which rows are shown. */
interface Control {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly start: number;
}

/** One pair of axes and what is drawn on it. */
export interface Panel {
  readonly layers: readonly Layer[];
  readonly x: Axis;
  readonly y: Axis;
  readonly legend?: string;
  readonly options: Pick<FigureOptions, "title" | "subtitle" | "description" | "width" | "height">;
  readonly control?: Control;
}

/** A figure as data: one panel, several beside or above each other, or a Vega-Lite view written by hand. */
export type Layout =
  | Panel
  | { readonly view: Readonly<Record<string, unknown>>; readonly options: FigureOptions }
  | { readonly direction: "columns" | "rows"; readonly items: readonly Layout[]; readonly options: FigureOptions };

/** A value as it goes into a row. Numbers that cannot be drawn become null. */
export function toCell(value: Value): number | string | null {
  if (value instanceof Date) return toCell(value.getTime());
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
