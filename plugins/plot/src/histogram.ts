import { ValueError } from "@mesoscope/sdk";
import { requireChannel } from "./channel.js";
import type { Figure } from "./figure.js";
import { axisOf, figureOf, rowsOf, tooltipEntry } from "./mark.js";
import type { FigureOptions } from "./options.js";
import type { Layer } from "./panel.js";
import { type Data, tableOf } from "./table.js";
import { niceStep, scaled } from "./ticks.js";

/** What `histogram` takes besides. */
export interface HistogramOptions extends FigureOptions {
  /** About how many bins, whose width is then rounded to 1, 2 or 5 times a power of ten. Default: Freedman–Diaconis. */
  readonly bins?: number;
}

/**
 * How often the values of `x` fall into each of equally wide bins.
 *
 * @param data `{ x }`, records, or a table whose column the options name
 *
 * @example
 * histogram({ x: [1, 2, 2, 3, 3, 3] }, { x: "count of grains" });
 *
 * @throws ValueError NOT_NUMERIC, EMPTY, BAD_OPTION
 * @see Freedman & Diaconis, Z. Wahrscheinlichkeitstheorie 57 (1981) 453
 */
export function histogram(data: Data, options: HistogramOptions = {}): Figure {
  const table = tableOf("histogram", data);
  const x = requireChannel(table, "x", options.x);
  if (x.kind !== "number") throw new ValueError("NOT_NUMERIC", `histogram: x holds ${x.kind} values. Give numbers.`);
  const values = x.values.filter((value): value is number => Number.isFinite(value)).sort((a, b) => a - b);
  if (values.length === 0) throw new ValueError("EMPTY", "histogram: x has no finite value. Give at least one number.");
  const bins = binsOf(values, options.bins);
  const leftOut = x.values.length - values.length;
  const tooltip = [
    tooltipEntry("x", { title: "from", kind: "number" }),
    tooltipEntry("x2", { title: "to", kind: "number" }),
    tooltipEntry("y", { title: "count", kind: "number" }),
  ];
  const layer: Layer = {
    noun: `histogram of ${values.length} values in # bins`,
    rows: rowsOf({
      x: bins.map(({ start }) => start),
      x2: bins.map(({ end }) => end),
      y: bins.map(({ count }) => count),
      y2: bins.map(() => 0),
    }),
    needs: ["x"],
    along: { x: ["x", "x2"], y: ["y", "y2"] },
    parts: [
      {
        mark: { type: "rect", stroke: "#FFFFFF", strokeWidth: 1 },
        encoding: { x: { field: "x" }, x2: { field: "x2" }, y: { field: "y" }, y2: { field: "y2" }, tooltip },
      },
    ],
    tint: 0,
    ...(leftOut > 0 && { note: `Not counted: ${leftOut} without a finite value of ${x.values.length}.` }),
  };
  const axes = { x: axisOf(x, options.x), y: axisOf(undefined, options.y ?? "count", { zero: true }) };
  return figureOf([layer], axes, options);
}

interface Bin {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function binsOf(sorted: readonly number[], wanted: number | undefined): Bin[] {
  if (wanted !== undefined && !(wanted >= 1)) {
    throw new ValueError("BAD_OPTION", `histogram: bins is ${wanted}. Give the number of bins, 1 or more.`);
  }
  const low = sorted[0]!;
  const range = sorted.at(-1)! - low;
  const width = range === 0 ? 1 : niceStep(wanted ? range / wanted : binWidth(sorted, range));
  const first = Math.floor(low / width + 1e-9);
  const count = Math.max(1, Math.ceil((sorted.at(-1)! - first * width) / width - 1e-9));
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) counts[Math.min(count - 1, Math.floor(value / width - first + 1e-9))]!++;
  return counts.map((entries, i) => ({
    start: scaled(first + i, width),
    end: scaled(first + i + 1, width),
    count: entries,
  }));
}

/** Freedman and Diaconis: twice the interquartile range over the cube root of the count. */
function binWidth(sorted: readonly number[], range: number): number {
  const quartile = (p: number) => sorted[Math.floor(p * (sorted.length - 1))]!;
  const width = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(sorted.length);
  return Math.max(width || range / 10, range / 200);
}
