import type { Extent } from "./axis.js";
import type { Axis, Layer, Panel, Row } from "./panel.js";

/** A layer with only the rows that can be drawn, and what was left out. */
export interface DrawableLayer {
  readonly layer: Layer;
  readonly rows: readonly Row[];
  readonly missing: number;
  readonly notPositive: number;
}

/** Leaves out rows without a value, and those at or below zero on a logarithmic axis. */
export function drawableLayer(layer: Layer, panel: Panel): DrawableLayer {
  const logFields = [...logarithmic(panel.x, layer.along.x), ...logarithmic(panel.y, layer.along.y)];
  let missing = 0;
  let notPositive = 0;
  const problem = (row: Row): boolean => {
    if (layer.needs.some((field) => row[field] === null || row[field] === undefined)) return ++missing > 0;
    if (logFields.some((field) => typeof row[field] === "number" && row[field] <= 0)) return ++notPositive > 0;
    return false;
  };
  const gap = (row: Row): Row => ({ ...row, ...Object.fromEntries(layer.along.y.map((field) => [field, null])) });
  const rows = layer.gaps
    ? layer.rows.map((row) => (problem(row) ? gap(row) : row)).filter((row) => row.x !== null)
    : layer.rows.filter((row) => !problem(row));
  return { layer, rows, missing, notPositive };
}

/** The range of the numbers along one axis. */
export function extentAlong(axis: "x" | "y", layers: readonly DrawableLayer[]): Extent | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { layer, rows } of layers) {
    for (const field of layer.along[axis]) {
      for (const row of rows) {
        const value = row[field];
        if (typeof value !== "number") continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** What was left out, in words; undefined where nothing was. */
export function leftOut(layers: readonly DrawableLayer[]): string | undefined {
  const total = layers.reduce((sum, { layer }) => sum + layer.rows.length, 0);
  const missing = layers.reduce((sum, layer) => sum + layer.missing, 0);
  const notPositive = layers.reduce((sum, layer) => sum + layer.notPositive, 0);
  if (missing + notPositive === 0) return undefined;
  const reasons = [
    missing && `${missing} of ${total} without a finite value`,
    notPositive && `${notPositive} of ${total} not above zero on a log axis`,
  ];
  return `Not drawn: ${reasons.filter(Boolean).join(", ")}.`;
}

function logarithmic(axis: Axis, fields: readonly string[]): readonly string[] {
  return axis.scale === "log" ? fields : [];
}
