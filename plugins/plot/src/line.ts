import { requireChannel } from "./channel.js";
import type { Figure } from "./figure.js";
import { axisOf, coloring, extrasOf, figureOf, numericColor, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Layer } from "./panel.js";
import { type Data, tableOf } from "./table.js";

/** What `line` takes besides. */
export interface LineOptions extends MarkOptions {
  /** Show a point at every value. Default false. */
  readonly points?: boolean;
}

/**
 * A line through `x`, `y` in the order given; a category makes one line per group, with its own colour and dashes.
 * A missing value interrupts the line.
 *
 * @param data `{ x, y, color?, label? }`, records, or a table whose columns the options name
 *
 * @example
 * line({ x: [0, 1, 2, 3], y: [0, 1, 4, 9] }, { x: { title: "time", unit: "s" }, y: "distance" });
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function line(data: Data, options: LineOptions = {}): Figure {
  const table = tableOf("line", data);
  const x = requireChannel(table, "x", options.x);
  const y = requireChannel(table, "y", options.y);
  const extras = extrasOf(table, options);
  const tooltip = [...extras.tooltip, tooltipEntry("x", x), tooltipEntry("y", y)];
  const encoding = { x: { field: "x" }, y: { field: "y" }, tooltip, ...numericColor(extras) };
  const points = { mark: { type: "point", filled: true, size: 36 }, encoding };
  const layer: Layer = {
    noun: "line through # points",
    rows: rowsOf({ x: x.values, y: y.values, ...extras.fields }),
    needs: ["x", "y", ...extras.needs],
    gaps: true,
    along: { x: ["x"], y: ["y"] },
    parts: [
      { mark: { type: "line", strokeWidth: 2 }, encoding: { ...encoding, order: { value: null } } },
      ...(options.points ? [points] : []),
    ],
    ...coloring(extras, options),
  };
  return figureOf([layer], { x: axisOf(x, options.x), y: axisOf(y, options.y), legend: extras.legend }, options);
}
