import { findChannel, requireChannel } from "./channel.js";
import type { Value } from "./column-values.js";
import type { Figure } from "./figure.js";
import { axisOf, categoryOrder, coloring, extrasOf, figureOf, numericColor, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Part } from "./panel.js";
import { type Data, tableOf } from "./table.js";

/** What `scatter` takes besides. */
export interface ScatterOptions extends MarkOptions {
  /** Column with the half-length of a vertical error bar, in the unit of y. */
  readonly yError?: string;
  /** Between 0 and 1. Default 0.8; less for crowded figures. */
  readonly opacity?: number;
}

/** So many points are drawn larger, for there is room. */
const few = 24;

/**
 * Points at `x`, `y`. A category colours them and gives each group its own symbol; a number colours them by viridis.
 * Fluent up to 100 000 points; every point is drawn.
 *
 * @param data `{ x, y, color?, label?, yError? }`, records, or a table whose columns the options name
 *
 * @example
 * scatter({ x: [1, 2, 3], y: [2, 4, 8], color: ["a", "b", "a"] }, { title: "Growth", y: { scale: "log" } });
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function scatter(data: Data, options: ScatterOptions = {}): Figure {
  const table = tableOf("scatter", data);
  const x = requireChannel(table, "x", options.x);
  const y = requireChannel(table, "y", options.y);
  const error = findChannel(table, "yError", options.yError);
  const extras = extrasOf(table, options);
  const tooltip = [...extras.tooltip, tooltipEntry("x", x), tooltipEntry("y", y)];
  const points: Part = {
    mark: { type: "point", filled: true, size: x.values.length > few ? 48 : 120, opacity: options.opacity ?? 0.8 },
    encoding: { x: { field: "x" }, y: { field: "y" }, tooltip, ...numericColor(extras) },
  };
  const bars: Part = {
    mark: { type: "rule", strokeWidth: 1.2 },
    encoding: { x: { field: "x" }, y: { field: "low" }, y2: { field: "high" }, ...numericColor(extras) },
  };
  const layer = {
    noun: "# points",
    rows: rowsOf({ x: x.values, y: y.values, ...(error && bounds(y.values, error.values)), ...extras.fields }),
    needs: ["x", "y", ...extras.needs],
    along: { x: ["x"], y: error ? ["y", "low", "high"] : ["y"] },
    parts: error ? [bars, points] : [points],
    ...coloring(extras, options),
  };
  const axes = {
    x: axisOf(x, options.x, categoryOrder(x)),
    y: axisOf(y, options.y, categoryOrder(y)),
    legend: extras.legend,
  };
  return figureOf([layer], axes, options);
}

function bounds(values: readonly Value[], errors: readonly Value[]): { low: Value[]; high: Value[] } {
  const shifted = (sign: number) => values.map((value, i) => Number(value) + sign * Number(errors[i]));
  return { low: shifted(-1), high: shifted(1) };
}
