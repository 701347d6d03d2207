import { findChannel, requireChannel } from "./channel.js";
import type { Value } from "./column-values.js";
import type { Figure } from "./figure.js";
import { axisOf, coloring, extrasOf, figureOf, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Layer, Part } from "./panel.js";
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
    ...(label ? [tooltipEntry("name", label)] : []),
    ...extras.tooltip.filter((entry) => (entry as { field: string }).field !== "label"),
    tooltipEntry("x", { title: `${x.title}, from`, kind: "number" }),
    tooltipEntry("x2", { title: `${x.title}, to`, kind: "number" }),
    tooltipEntry("y", { title: `${y.title}, from`, kind: "number" }),
    tooltipEntry("y2", { title: `${y.title}, to`, kind: "number" }),
  ];
  const corners = { x: { field: "x" }, x2: { field: "x2" }, y: { field: "y" }, y2: { field: "y2" } };
  const isFarRight = liesRight(x.values, x2.values, typeof options.x === "object" && options.x.scale === "log");
  const named = (right: boolean) => label?.values.map((text, i) => (isFarRight[i] === right ? text : ""));
  const layer: Layer = {
    noun: "# regions",
    rows: rowsOf({
      x: x.values,
      x2: x2.values,
      y: y.values,
      y2: y2.values,
      ...extras.fields,
      name: label?.values,
      label: named(false),
      labelRight: named(true),
    }),
    needs: ["x", "x2", "y", "y2", ...extras.needs],
    along: { x: ["x", "x2"], y: ["y", "y2"] },
    parts: [
      {
        mark: { type: "rect", fillOpacity: 0.2, stroke: "#444444", strokeWidth: 1, outlined: true, cornerRadius: 3 },
        encoding: { ...corners, tooltip },
      },
      ...(label ? [labelAt("x", "left", "label"), labelAt("x2", "right", "labelRight")] : []),
    ],
    ...coloring(extras, options),
  };
  const axes = { x: axisOf(x, options.x), y: axisOf(y, options.y), legend: extras.legend };
  return figureOf([layer], axes, options);
}

/** Labels stand in the lower corner of their region that is farther from the rim of the figure. */
function labelAt(field: "x" | "x2", align: "left" | "right", text: string): Part {
  const mark = { type: "text", align, baseline: "bottom", dx: align === "left" ? 5 : -5, dy: -4, fontWeight: 600 };
  return { mark, encoding: { x: { field }, y: { field: "y" }, text: { field: text }, color: { value: "#222222" } } };
}

/** Whether a region begins in the right third of all that is drawn. */
function liesRight(starts: readonly Value[], ends: readonly Value[], isLog: boolean): boolean[] {
  const place = (value: Value) => (isLog ? Math.log(Number(value)) : Number(value));
  const low = Math.min(...starts.map(place));
  const high = Math.max(...ends.map(place));
  return starts.map((start) => place(start) > low + (2 * (high - low)) / 3);
}
