import { type Predictive, ShapeError, ValueError } from "@mesoscope/sdk";
import { findChannel, requireChannel } from "./channel.js";
import type { Value } from "./column-values.js";
import type { Figure } from "./figure.js";
import { axisOf, coloring, extrasOf, figureOf, rowsOf, tooltipEntry } from "./mark.js";
import type { MarkOptions } from "./options.js";
import type { Layer } from "./panel.js";
import { type Data, type Table, tableOf } from "./table.js";
import { observedColor } from "./theme.js";

/** What `band` takes besides. */
export interface BandOptions extends MarkOptions {
  /** Probability that the band covers, between 0 and 1; several give nested bands. Default 0.95. */
  readonly level?: number | readonly number[];
}

/** A band's bounds, one entry per row. */
interface Bounds {
  readonly lower: readonly Value[];
  readonly upper: readonly Value[];
}

/**
 * A line with a band of uncertainty around it.
 *
 * Give the bounds as columns `lower` and `upper`; or a prediction, whose mean and intervals are drawn. Beside a
 * prediction, a `y` in the data is what was observed and is drawn as points.
 *
 * @param data `{ x, y, lower, upper }`, or with a prediction `{ x, y? }`; records, or a table whose columns the options name
 *
 * @example
 * band({ x: [0, 1, 2], y: [0, 1, 4], lower: [-1, 0, 2], upper: [1, 2, 6] }, { y: "height" });
 *
 * @example
 * band({ x: [0, 1] }, gaussianPredictive({ mean: [0, 1], std: [0.1, 0.3] }), { level: [0.5, 0.95] });
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError MISSING_CHANNEL, DataError UNKNOWN_COLUMN
 */
export function band(data: Data, options?: BandOptions): Figure;
export function band(data: Data, prediction: Predictive, options?: BandOptions): Figure;
export function band(data: Data, second: Predictive | BandOptions = {}, third: BandOptions = {}): Figure {
  if (isPredictive(second)) return predictedBand(data, second, third);
  if (!("predict" in second)) return givenBand(data, second);
  throw new ValueError(
    "BAD_DATA",
    "band: found a model where a prediction is needed. Give what it predicts, such as model.predictive(X).",
  );
}

function givenBand(data: Data, options: BandOptions): Figure {
  const table = tableOf("band", data);
  const y = requireChannel(table, "y", options.y);
  const bound = (name: "lower" | "upper") => requireChannel(table, name, { column: name, unit: y.unit }).values;
  const layers = bandLayers(table, y.values, y.title, [{ lower: bound("lower"), upper: bound("upper") }], options);
  const x = requireChannel(table, "x", options.x);
  return figureOf(layers, { x: axisOf(x, options.x), y: axisOf(y, options.y) }, options);
}

function predictedBand(data: Data, prediction: Predictive, options: BandOptions): Figure {
  const levels = [options.level ?? 0.95].flat().sort((a, b) => b - a);
  const mean = [...prediction.mean.data];
  const table = tableOf("band", data);
  const x = requireChannel(table, "x", options.x);
  if (x.values.length !== mean.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `band: x has ${x.values.length} values but the prediction has ${mean.length}. Predict at the same points.`,
    );
  }
  const observed = findChannel(table, "y", undefined);
  const intervals = levels.map((level) => prediction.interval(level));
  const bounds = intervals.map(({ lower, upper }) => ({ lower: [...lower.data], upper: [...upper.data] }));
  const note = `Band: ${levels.map((level) => `${Number((100 * level).toPrecision(4))} %`).join(", ")} interval`;
  const y = { kind: "number" as const, values: mean, title: "prediction", unit: undefined };
  const layers = bandLayers(table, mean, "prediction", bounds, options, note);
  const points = observed ? [observedLayer(x.values, observed.values)] : [];
  return figureOf(
    [...layers, ...points],
    { x: axisOf(x, options.x), y: axisOf(titled(y, options.y, observed?.title), options.y) },
    options,
  );
}

/** The axis says what the options or the observed column say. */
function titled<C extends { title: string }>(channel: C, choice: BandOptions["y"], observed: string | undefined): C {
  const title = typeof choice === "string" ? choice : choice?.title;
  return { ...channel, title: title ?? observed ?? channel.title };
}

function bandLayers(
  table: Table,
  mean: readonly Value[],
  title: string,
  bounds: readonly Bounds[],
  options: BandOptions,
  note?: string,
): Layer[] {
  const x = requireChannel(table, "x", options.x);
  const extras = extrasOf(table, options);
  const numbered = bounds.map(({ lower, upper }, i) => [`low${i}`, lower, `high${i}`, upper] as const);
  const fields = Object.fromEntries(
    numbered.flatMap(([low, lower, high, upper]) => [
      [low, lower],
      [high, upper],
    ]),
  );
  const limits = numbered.flatMap(([low, , high]) => [low, high]);
  const tooltip = [
    ...extras.tooltip,
    tooltipEntry("x", x),
    tooltipEntry("y", { title, kind: "number" }),
    ...numbered.flatMap(([low, , high]) => [
      tooltipEntry(low, { title: "lower", kind: "number" }),
      tooltipEntry(high, { title: "upper", kind: "number" }),
    ]),
  ];
  // Without `stack: null` the Vega-Lite of JupyterLab 4 piles up areas along x.
  const areas = numbered.map(([low, , high]) => ({
    mark: { type: "area", opacity: bounds.length > 1 ? 0.16 : 0.22 },
    encoding: { x: { field: "x", stack: null }, y: { field: low, stack: null }, y2: { field: high } },
  }));
  const line = { mark: { type: "line", strokeWidth: 2 }, encoding: { x: { field: "x" }, y: { field: "y" }, tooltip } };
  const layer: Layer = {
    noun: "line with band through # points",
    rows: rowsOf({ x: x.values, y: mean, ...fields, ...extras.fields }),
    needs: ["x", "y", ...limits, ...extras.needs],
    along: { x: ["x"], y: ["y", ...limits] },
    parts: [...areas, line],
    ...(note && { note }),
    ...coloring(extras, options),
  };
  return [layer];
}

function observedLayer(x: readonly Value[], y: readonly Value[]): Layer {
  const tooltip = [
    tooltipEntry("x", { title: "x", kind: "number" }),
    tooltipEntry("y", { title: "observed", kind: "number" }),
  ];
  return {
    noun: "# observed points",
    rows: rowsOf({ x, y }),
    needs: ["x", "y"],
    along: { x: ["x"], y: ["y"] },
    parts: [
      {
        mark: { type: "point", filled: true, size: 36, color: observedColor },
        encoding: { x: { field: "x" }, y: { field: "y" }, tooltip },
      },
    ],
    tint: "own",
  };
}

function isPredictive(value: object): value is Predictive {
  return typeof (value as Partial<Predictive>).interval === "function";
}
