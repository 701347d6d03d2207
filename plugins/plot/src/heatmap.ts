import { asArray, asMatrix } from "@mesoscope/core";
import { type ArrayLike, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Figure } from "./figure.js";
import { found } from "./found.js";
import { axisOf, figureOf, rowsOf, tooltipEntry } from "./mark.js";
import type { FigureOptions } from "./options.js";
import { colorSchemes } from "./palette.js";
import type { Layer } from "./panel.js";

/** A field on a grid: `values` of shape [rows, columns], with the positions of the columns (`x`) and rows (`y`). */
export interface Grid {
  readonly values: ArrayLike;
  /** Positions of the columns; 0, 1, 2 … unless given. */
  readonly x?: ArrayLike;
  /** Positions of the rows; 0, 1, 2 … unless given. */
  readonly y?: ArrayLike;
}

/** What `heatmap` takes besides. */
export interface HeatmapOptions extends FigureOptions {
  /** Title of the colour legend, with the unit. */
  readonly color?: string;
  /** The value in the middle of a two-sided colour scale, such as 0 for differences. Default: one-sided. */
  readonly middle?: number;
}

/**
 * A field on a grid, as coloured cells. Rows lie from bottom to top with growing `y`. Fluent up to 20 000 cells.
 *
 * @example
 * heatmap({ values: [[1, 2], [3, 4]], x: [0, 0.5], y: [0, 1] }, { color: "temperature (K)" });
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_DATA, EMPTY
 */
export function heatmap(grid: Grid, options: HeatmapOptions = {}): Figure {
  checkGrid(grid);
  const values = asMatrix(grid.values, "heatmap: values");
  if (values.size === 0) {
    throw new ValueError("EMPTY", "heatmap: values has no cells. Give at least one row and one column of numbers.");
  }
  const [height, width] = values.shape as [number, number];
  const columns = edges(positions("x", grid.x, width));
  const rows = edges(positions("y", grid.y, height));
  const cells = Array.from({ length: height * width }, (_, k) => ({ i: Math.floor(k / width), j: k % width }));
  const title = options.color ?? "value";
  const tooltip = [
    tooltipEntry("value", { title, kind: "number" }),
    tooltipEntry("cx", { title: "x", kind: "number" }),
    tooltipEntry("cy", { title: "y", kind: "number" }),
  ];
  const layer: Layer = {
    noun: `field of ${height} × ${width} cells`,
    rows: rowsOf({
      x: cells.map(({ j }) => columns[j]!.start),
      x2: cells.map(({ j }) => columns[j]!.end),
      y: cells.map(({ i }) => rows[i]!.start),
      y2: cells.map(({ i }) => rows[i]!.end),
      cx: cells.map(({ j }) => columns[j]!.centre),
      cy: cells.map(({ i }) => rows[i]!.centre),
      value: [...values.data],
    }),
    needs: ["value"],
    along: { x: ["x", "x2"], y: ["y", "y2"] },
    parts: [
      {
        mark: { type: "rect", strokeWidth: 0 },
        encoding: {
          x: { field: "x" },
          x2: { field: "x2" },
          y: { field: "y" },
          y2: { field: "y2" },
          color: { field: "value", type: "quantitative", title, scale: scaleOf(values.data, options.middle) },
          tooltip,
        },
      },
    ],
    tint: "own",
  };
  const axes = { x: axisOf(undefined, options.x, { tight: true }), y: axisOf(undefined, options.y, { tight: true }) };
  return figureOf([layer], axes, options);
}

function checkGrid(grid: unknown): void {
  if (typeof grid === "object" && grid !== null && !Array.isArray(grid) && "values" in grid) return;
  throw new ValueError(
    "BAD_DATA",
    `heatmap: found ${found(grid)} without values. Give a grid, such as { values: [[1, 2], [3, 4]], x: [0, 1], y: [0, 1] }.`,
  );
}

function scaleOf(values: Float64Array, middle: number | undefined): Record<string, unknown> {
  if (middle === undefined) return { scheme: colorSchemes.sequential, zero: false };
  const reach = values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value - middle)) : most),
    0,
  );
  return { scheme: colorSchemes.diverging, domain: [middle - reach, middle + reach] };
}

function positions(axis: "x" | "y", given: ArrayLike | undefined, count: number): readonly number[] {
  if (given === undefined) return Array.from({ length: count }, (_, i) => i);
  const list = [...asArray(given, `heatmap: ${axis}`).data];
  if (list.length === count) return list;
  const side = axis === "x" ? "columns" : "rows";
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `heatmap: values has ${count} ${side} but ${axis} has ${list.length} positions. Give one per ${side.slice(0, -1)}.`,
  );
}

interface Cell {
  readonly start: number;
  readonly centre: number;
  readonly end: number;
}

/** Cells meet half-way between their positions; those at the rim are as wide as their half towards the neighbour. */
function edges(centres: readonly number[]): Cell[] {
  const half = (i: number) => (centres[i + 1]! - centres[i]!) / 2;
  return centres.map((centre, i) => {
    const before = i > 0 ? half(i - 1) : centres.length > 1 ? half(0) : 0.5;
    const after = i < centres.length - 1 ? half(i) : centres.length > 1 ? half(i - 1) : 0.5;
    return { start: centre - before, centre, end: centre + after };
  });
}
