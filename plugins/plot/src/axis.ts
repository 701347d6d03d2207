import { ValueError } from "@mesoscope/sdk";
import type { Axis } from "./panel.js";
import { logTicks } from "./ticks.js";

/** Smallest and largest value along an axis. */
export type Extent = readonly [number, number];

/** The Vega-Lite properties of a position channel: type, scale, axis and title. */
export function positionEncoding(axis: Axis, extent: Extent | undefined): Record<string, unknown> {
  const title = axis.title || null;
  if (axis.kind === "category") {
    const scale = axis.order ? { scale: { domain: axis.order } } : {};
    return { type: "nominal", title, sort: null, axis: { grid: false, labelAngle: 0, labelLimit: 160 }, ...scale };
  }
  if (axis.kind === "time") return { type: "temporal", title, scale: { ...fixedDomain(axis) }, axis: { grid: true } };
  if (axis.scale === "log" && extent) return { type: "quantitative", title, ...logAxis(axis, extent) };
  // Cells that end between two pixels leave a pale seam.
  const scale = {
    zero: axis.zero ?? false,
    nice: !axis.tight,
    ...(axis.tight && { round: true }),
    ...fixedDomain(axis),
  };
  return { type: "quantitative", title, scale, axis: { tickCount: 6, ...(axis.tight && { grid: false }) } };
}

/** Both axes in one, the first having its say. */
export function mergeAxes(caller: string, name: "x" | "y", first: Axis, second: Axis): Axis {
  for (const property of ["kind", "scale"] as const) {
    if (first[property] && second[property] && first[property] !== second[property]) {
      throw new ValueError(
        "AXES_DIFFER",
        `${caller}: one ${name} axis is ${first[property]}, another ${second[property]}. Give both figures the same ${name} axis.`,
      );
    }
  }
  return {
    ...second,
    ...defined(first),
    order: first.order && second.order ? union(first.order, second.order) : (first.order ?? second.order),
  };
}

function logAxis(axis: Axis, extent: Extent): Record<string, unknown> {
  const ticks = axis.domain
    ? logTicks(axis.domain[0], axis.domain[1], true)
    : logTicks(extent[0], extent[1], axis.tight);
  const isLabelled = `indexof(${JSON.stringify(ticks.labelled)}, datum.value) >= 0`;
  const label = ticks.powers ? powerOfTen : "format(datum.value, '~g')";
  return {
    scale: { type: "log", domain: ticks.domain, nice: false },
    axis: {
      values: ticks.values,
      labelExpr: `${isLabelled} ? ${label} : ''`,
      labelOverlap: false,
      tickSize: { condition: { test: isLabelled, value: 6 }, value: 3 },
      gridOpacity: { condition: { test: isLabelled, value: axis.tight ? 0 : 1 }, value: 0 },
    },
  };
}

/** A Vega expression that writes 0.001 as 10⁻³. */
const powerOfTen = `'10' + ${[..."−0123456789"].reduce(
  (expression, digit, i) => `replace(${expression}, /${digit}/g, '${"⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]}')`,
  "format(log(datum.value) / LN10, '.0f')",
)}`;

function fixedDomain(axis: Axis): { domain?: readonly [number, number]; nice?: boolean; padding?: number } {
  return axis.domain ? { domain: axis.domain, nice: false } : {};
}

function defined(axis: Axis): Axis {
  return Object.fromEntries(Object.entries(axis).filter(([, value]) => value !== undefined));
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}
