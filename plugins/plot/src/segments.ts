import { requireChannel } from "./channel.js";
import type { Figure } from "./figure.js";
import { axisOf, coloring, extrasOf, figureOf, numericColor, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Layer } from "./panel.js";
import { type Data, tableOf } from "./table.js";

/** What `segments` takes besides. */
export interface SegmentsOptions extends MarkOptions {
  /** Column with the end along x; "x2" unless given. */
  readonly x2?: string;
  /** Column with the end along y; "y2" unless given. */
  readonly y2?: string;
}

/**
 * Straight segments from (`x`, `y`) to (`x2`, `y2`): the edges of a graph, displacements. Grey unless a column colours them,
 * so that points layered over them stand out. Fluent up to 20 000 segments.
 *
 * @param data `{ x, x2, y, y2, label?, color? }`, records, or a table whose columns the options name
 *
 * @example
 * const nodes = { x: [0, 1, 1], y: [0, 0, 1] };
 * const edges = { x: [0, 1], y: [0, 0], x2: [1, 1], y2: [0, 1] };
 * layer(segments(edges), scatter(nodes));
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function segments(data: Data, options: SegmentsOptions = {}): Figure {
  const table = tableOf("segments", data);
  const x = requireChannel(table, "x", options.x);
  const y = requireChannel(table, "y", options.y);
  const x2 = requireChannel(table, "x2", { column: options.x2 ?? "x2", ...(x.unit && { unit: x.unit }) });
  const y2 = requireChannel(table, "y2", { column: options.y2 ?? "y2", ...(y.unit && { unit: y.unit }) });
  const extras = extrasOf(table, options);
  const tooltip = [
    ...extras.tooltip,
    tooltipEntry("x", { title: `${x.title}, from`, kind: "number" }),
    tooltipEntry("x2", { title: `${x.title}, to`, kind: "number" }),
    tooltipEntry("y", { title: `${y.title}, from`, kind: "number" }),
    tooltipEntry("y2", { title: `${y.title}, to`, kind: "number" }),
  ];
  const ends = { x: { field: "x" }, x2: { field: "x2" }, y: { field: "y" }, y2: { field: "y2" } };
  const isPlain = !extras.color && options.series === undefined;
  const layer: Layer = {
    noun: "# segments",
    rows: rowsOf({ x: x.values, x2: x2.values, y: y.values, y2: y2.values, ...extras.fields }),
    needs: ["x", "x2", "y", "y2", ...extras.needs],
    along: { x: ["x", "x2"], y: ["y", "y2"] },
    parts: [
      {
        mark: { type: "rule", strokeWidth: 1.5, ...(isPlain && { color: "#888888" }) },
        encoding: { ...ends, tooltip, ...numericColor(extras) },
      },
    ],
    ...coloring(extras, options),
    ...(isPlain && { tint: "own" as const }),
  };
  return figureOf([layer], { x: axisOf(x, options.x), y: axisOf(y, options.y), legend: extras.legend }, options);
}
