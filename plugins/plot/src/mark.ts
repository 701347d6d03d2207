import { type Channel, findChannel, kindOf } from "./channel.js";
import type { Value } from "./column-values.js";
import { Figure } from "./figure.js";
import type { AxisChoice, AxisOptions, FigureOptions, MarkOptions } from "./options.js";
import { type Axis, type Layer, type Panel, type Row, toCell } from "./panel.js";
import { requireColumn, type Table } from "./table.js";

/** Fields of rows and the values that fill them. */
export type Fields = Readonly<Record<string, readonly Value[] | undefined>>;

/** One row per value of the fields; fields without values are left out. */
export function rowsOf(fields: Fields): Row[] {
  const present = Object.entries(fields).filter((entry): entry is [string, readonly Value[]] => entry[1] !== undefined);
  const length = present[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, i) => {
    const row: Row = {};
    for (const [name, values] of present) row[name] = toCell(values[i] as Value);
    return row;
  });
}

/** A panel of the given layers; titles come from the channels unless the options say otherwise. */
export function figureOf(
  layers: readonly Layer[],
  axes: { readonly x: Axis; readonly y: Axis; readonly legend?: string | undefined },
  { title, subtitle, description, width, height }: FigureOptions,
): Figure {
  const options = defined({ title, subtitle, description, width, height });
  return new Figure({ layers, x: axes.x, y: axes.y, ...(axes.legend && { legend: axes.legend }), options } as Panel);
}

/** The axis for a channel; without one, the choice alone says what it is. */
export function axisOf(channel: Channel | undefined, choice: AxisChoice | undefined, defaults: Axis = {}): Axis {
  const { title, scale, domain, zero }: AxisOptions = typeof choice === "object" ? choice : {};
  const named = channel?.title ?? title ?? (typeof choice === "string" ? choice : undefined);
  return { ...defaults, ...defined({ title: named, kind: channel?.kind, scale, domain, zero }) };
}

/** Colour, label and further tooltip columns of a mark. */
export interface Extras {
  readonly color: Channel | undefined;
  readonly isCategory: boolean;
  /** The title of the legend of categories, and of the scale of numbers; none where a column is only called "color". */
  readonly legend: string | undefined;
  readonly scale: string | undefined;
  readonly fields: Fields;
  readonly needs: readonly string[];
  readonly tooltip: readonly object[];
}

/** Reads what options and data say beyond x and y. */
export function extrasOf(table: Table, options: MarkOptions): Extras {
  const color = findChannel(table, "color", options.color);
  const isCategory = color !== undefined && color.kind !== "number";
  const label = findChannel(table, "label", options.label);
  const more = (options.tooltip ?? []).map((name) => findChannel(table, name, requireColumn(table, name)) as Channel);
  const moreFields = Object.fromEntries(more.map((channel, i) => [`more${i}`, channel.values]));
  const title = color?.title === "color" ? undefined : color?.title;
  return {
    color,
    isCategory,
    legend: isCategory ? title : undefined,
    scale: [options.series, title].filter(Boolean).join(": ") || undefined,
    fields: { label: label?.values, color: isCategory ? asText(color.values) : color?.values, ...moreFields },
    needs: color ? ["color"] : [],
    tooltip: [
      ...(label ? [tooltipEntry("label", label)] : []),
      ...(color ? [tooltipEntry("color", color)] : []),
      ...more.map((channel, i) => tooltipEntry(`more${i}`, channel)),
    ],
  };
}

/** One line of a tooltip. */
export function tooltipEntry(field: string, channel: Pick<Channel, "title" | "kind">): object {
  if (channel.kind === "number") return { field, type: "quantitative", title: channel.title, format: ".6~g" };
  return { field, type: channel.kind === "time" ? "temporal" : "nominal", title: channel.title };
}

/** What a layer says about its colours. */
export function coloring(extras: Extras, options: MarkOptions): Pick<Layer, "categories" | "series" | "tint"> {
  const categories = extras.isCategory ? distinct(extras.fields.color as readonly Value[]) : undefined;
  return { tint: 0, ...defined({ categories, series: options.series }) };
}

/** The colour encoding where colour means a number. */
export function numericColor(extras: Extras): Record<string, unknown> {
  if (!extras.color || extras.isCategory) return {};
  const title = extras.scale ?? null;
  return { color: { field: "color", type: "quantitative", title, scale: { scheme: "viridis" } } };
}

/** The order in which categories first come. */
export function categoryOrder(channel: Channel): Pick<Axis, "order"> {
  return channel.kind === "category" ? { order: distinct(channel.values) } : {};
}

function defined<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function asText(values: readonly Value[]): readonly Value[] {
  return kindOf(values) === "category"
    ? values
    : values.map((value) => (value instanceof Date ? value.toISOString() : value));
}

function distinct(values: readonly Value[]): string[] {
  return [...new Set(values.filter((value) => value !== null).map(String))];
}
