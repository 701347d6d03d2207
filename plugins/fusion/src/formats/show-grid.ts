import type { Value } from "../column.js";
import type { Grid } from "./grid.js";

const mostCells = 64;

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

/** A heat map of the last two dimensions, at the first place of the others; undefined for fewer than two. */
export function gridFigure(grid: Grid): Readonly<Record<string, unknown>> | undefined {
  if (grid.dimensions.length < 2) return undefined;
  const [y, x] = grid.dimensions.slice(-2) as [string, string];
  const [height, width] = grid.shape.slice(-2) as [number, number];
  const first = grid.dimensions.slice(0, -2).map((dimension) => `${dimension} ${shown(grid.labels(dimension)[0])}`);
  const numbers = grid.in(grid.unit ?? "").data;
  const [rows, columns] = [thinned(height), thinned(width)];
  const labels = { x: grid.labels(x).map(plain), y: grid.labels(y).map(plain) };
  const values = rows.flatMap((i) =>
    columns.map((j) => ({ x: labels.x[j], y: labels.y[i], value: finite(numbers[i * width + j]!) })),
  );
  const axis = (name: string, isFalling: boolean) => ({
    field: name === x ? "x" : "y",
    type: "ordinal",
    title: named(name, grid.units[name]),
    sort: isFalling ? "descending" : "ascending",
    axis: { labelOverlap: true },
  });
  const title = titleOf(grid) + (first.length > 0 ? ` at ${first.join(", ")}` : "");
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title,
    description: `Heat map of ${title}, ${height} × ${width} cells${rows.length < height || columns.length < width ? ", thinned out" : ""}.`,
    width: 420,
    height: Math.max(120, Math.min(420, (420 * height) / width)),
    data: { values },
    mark: { type: "rect", tooltip: true },
    encoding: {
      x: axis(x, false),
      // Latitudes and heights grow upwards.
      y: axis(y, true),
      color: { field: "value", type: "quantitative", title: named(grid.name, grid.unit), scale: { scheme: "viridis" } },
    },
  };
}

/** At most so many positions, evenly spread. */
function thinned(size: number): number[] {
  const step = Math.ceil(size / mostCells);
  return Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
}

function titleOf(grid: Grid): string {
  return String(grid.attributes.long_name ?? grid.attributes.standard_name ?? grid.name);
}

function named(name: string, unit: string | undefined): string {
  return unit ? `${name} (${unit})` : name;
}

function plain(value: Value): string | number {
  return typeof value === "number" ? Number(value.toPrecision(6)) : shown(value);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function shown(value: Value | undefined): string {
  if (value instanceof Date) return value.toISOString().replace(/(T00:00:00)?\.000Z$/, "");
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : String(value ?? "nothing");
}
