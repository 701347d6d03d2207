import { NDArray } from "@mesoscope/core";
import type * as Plot from "@mesoscope/plot";
import type { Value } from "../column.js";
import type { Grid } from "./grid.js";

const mostCells = 64;
const mostPoints = 1000;

/** The grid in words: its axes with their ends and units, and what its values range over. */
export function gridText(grid: Grid, values: Float64Array): string {
  const axes = grid.dimensions.map((dimension, k) => {
    const labels = grid.labels(dimension);
    const unit = grid.units[dimension] ? ` ${grid.units[dimension]}` : "";
    return `  ${dimension}: ${grid.shape[k]} from ${shown(labels[0])} to ${shown(labels.at(-1))}${unit}`;
  });
  const present = values.filter((value) => !Number.isNaN(value));
  const [low, high] = present.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const range =
    present.length === 0 ? "no values" : `${shown(low!)} to ${shown(high!)}${grid.unit ? ` ${grid.unit}` : ""}`;
  const missing = values.length - present.length;
  return [`${titleOf(grid)}: ${range}, ${missing === 0 ? "none" : missing} of ${values.length} missing`, ...axes].join(
    "\n",
  );
}

/** A line over the only dimension, or a heat map of the last two, at the first place of the others. */
export function gridFigure({ heatmap, line }: typeof Plot, grid: Grid): Plot.Figure {
  const last = grid.dimensions.slice(-2);
  const sizes = grid.shape.slice(-2);
  const places = sizes.map((size) => thinned(size, sizes.length === 1 ? mostPoints : mostCells));
  const axes = last.map((dimension, k) => axisOf(grid, dimension, places[k]));
  const first = grid.dimensions.slice(0, -2).map((dimension) => `${dimension} ${shown(grid.labels(dimension)[0])}`);
  const title = titleOf(grid) + (first.length > 0 ? ` at ${first.join(", ")}` : "");
  const thinning = places.some((list, k) => list.length < sizes[k]) ? ", thinned out" : "";
  const numbers = grid.in(grid.unit ?? "").data;
  const value = named(grid.name, grid.unit);
  if (last.length === 1) {
    const description = `${title} over ${last[0]}, ${sizes[0]} values${thinning}.`;
    const [x] = axes;
    return line({ x: x.positions, y: places[0].map((i) => numbers[i]) }, { title, description, x: x.title, y: value });
  }
  const [y, x] = axes;
  const [rows, columns] = places;
  const values = Float64Array.from(rows.flatMap((i) => columns.map((j) => numbers[i * sizes[1] + j])));
  const field = { values: new NDArray(values, [rows.length, columns.length]), x: x.positions, y: y.positions };
  return heatmap(field, {
    title,
    description: `Heat map of ${title}, ${sizes.join(" × ")} cells${thinning}.`,
    x: x.title,
    y: y.title,
    color: value,
    height: Math.round(Math.max(120, Math.min(420, (520 * sizes[0]) / sizes[1]))),
  });
}

interface FigureAxis {
  readonly title: string;
  readonly positions: Float64Array;
}

/** Where places stand along an axis: numbers as written, times since the first, texts by their number. */
function axisOf(grid: Grid, dimension: string, places: readonly number[]): FigureAxis {
  const labels = grid.labels(dimension);
  const taken = places.map((i) => labels[i]);
  const start = labels.find((label) => label instanceof Date);
  if (start instanceof Date) {
    const end = labels.findLast((label) => label instanceof Date) as Date;
    const [unit, length] = clockFor(Math.abs(end.getTime() - start.getTime()));
    const since = (label: Value) => (label instanceof Date ? (label.getTime() - start.getTime()) / length : Number.NaN);
    return { title: `${dimension} (${unit} since ${shown(start)})`, positions: Float64Array.from(taken, since) };
  }
  const isNumber = taken.every((label) => typeof label === "number");
  return isNumber
    ? { title: named(dimension, grid.units[dimension]), positions: Float64Array.from(taken, Number) }
    : { title: `${dimension} (number)`, positions: Float64Array.from(places) };
}

const day = 86_400_000;

/** A unit in which a span of time is a handy number, and its length in milliseconds. */
function clockFor(span: number): readonly [string, number] {
  if (span < 300_000) return ["seconds", 1000];
  if (span < 3 * day) return ["hours", day / 24];
  return span < 1500 * day ? ["days", day] : ["years", 365.25 * day];
}

/** At most so many positions, evenly spread. */
function thinned(size: number, most: number): number[] {
  const step = Math.ceil(size / most);
  return Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
}

function titleOf(grid: Grid): string {
  return String(grid.attributes.long_name ?? grid.attributes.standard_name ?? grid.name);
}

function named(name: string, unit: string | undefined): string {
  return unit ? `${name} (${unit})` : name;
}

function shown(value: Value | undefined): string {
  if (value instanceof Date) return value.toISOString().replace(/(T00:00:00)?\.000Z$/, "");
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : String(value ?? "nothing");
}
