import { findChannel, requireChannel } from "./channel.js";
import type { Figure } from "./figure.js";
import { axisOf, coloring, extrasOf, figureOf, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Layer } from "./panel.js";
import { type Data, tableOf } from "./table.js";

/** What `regions` takes besides. */
export interface RegionsOptions extends MarkOptions {
  /** Column with the other end along x; "x2" unless given. */
  readonly x2?: string;
  /** Column with the other end along y; "y2" unless given. */
  readonly y2?: string;
}

/**
 * Labelled rectangles from `x` to `x2` and from `y` to `y2`: the reach of methods, the extent of data.
 *
 * @param data `{ x, x2, y, y2, label?, color? }`, records, or a table whose columns the options name
 *
 * @example
 * regions({ x: [1e-9], x2: [1e-7], y: [1e-15], y2: [1e-6], label: ["atoms"] }, { x: { scale: "log" }, y: { scale: "log" } });
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function regions(data: Data, options: RegionsOptions = {}): Figure {
  const table = tableOf("regions", data);
  const x = requireChannel(table, "x", options.x);
  const y = requireChannel(table, "y", options.y);
  const x2 = requireChannel(table, "x2", { column: options.x2 ?? "x2", ...(x.unit && { unit: x.unit }) });
  const y2 = requireChannel(table, "y2", { column: options.y2 ?? "y2", ...(y.unit && { unit: y.unit }) });
  const extras = extrasOf(table, options);
  const label = findChannel(table, "label", options.label);
  const tooltip = [
    ...extras.tooltip,
    tooltipEntry("x", { title: `${x.title}, from`, kind: "number" }),
    tooltipEntry("x2", { title: `${x.title}, to`, kind: "number" }),
    tooltipEntry("y", { title: `${y.title}, from`, kind: "number" }),
    tooltipEntry("y2", { title: `${y.title}, to`, kind: "number" }),
  ];
  const corners = { x: { field: "x" }, x2: { field: "x2" }, y: { field: "y" }, y2: { field: "y2" } };
  const labels = {
    mark: { type: "text", align: "left", baseline: "bottom", dx: 5, dy: -4, color: "#222222", fontWeight: 600 },
    encoding: { x: { field: "x" }, y: { field: "y" }, text: { field: "label" }, color: { value: "#222222" } },
  };
  const layer: Layer = {
    noun: "# regions",
    rows: rowsOf({ x: x.values, x2: x2.values, y: y.values, y2: y2.values, ...extras.fields }),
    needs: ["x", "x2", "y", "y2", ...extras.needs],
    along: { x: ["x", "x2"], y: ["y", "y2"] },
    parts: [
      { mark: { type: "rect", fillOpacity: 0.2, strokeWidth: 1.5, strokeOpacity: 0.9, cornerRadius: 3 }, encoding: { ...corners, tooltip } },
      ...(label ? [labels] : []),
    ],
    ...coloring(extras, options),
  };
  const axes = { x: axisOf(x, options.x), y: axisOf(y, options.y), legend: extras.color?.title };
  return figureOf([layer], axes, options);
}
