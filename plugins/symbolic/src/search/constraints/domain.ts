import { haltonSequence } from "@mesoscope/core";
import { evaluateExpression } from "../../expression/evaluate-expression.js";
import type { Expression } from "../../expression/expression.js";
import type { Problem } from "../problem.js";
import type { Box } from "./constraint.js";

/** The range of a variable. */
export interface Range {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A range per variable, in the order of the columns: where constraints have to hold. */
export type Domain = readonly Range[];

/** The ranges that the data of a problem span. */
export function domainOf({ columns, names }: Pick<Problem, "columns" | "names">): Domain {
  return columns.map((column, i) => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { name: names[i] as string, low, high };
  });
}

/** The domain with the ranges that a box gives in place of its own. */
export function within(domain: Domain, box: Box = {}): Domain {
  return domain.map((range) => {
    const [low, high] = box[range.name] ?? [range.low, range.high];
    return { ...range, low, high };
  });
}

/** One array per variable, all of one length. */
export type Points = readonly Float64Array[];

/** Up to this many variables all corners of the box are looked at. */
const mostCorners = 8;

/** Points spread evenly over the box, and its corners. */
export function spreadOver(domain: Domain, count: number): Points {
  const inner = evenly(count, domain.length);
  const corners = domain.length <= mostCorners ? 2 ** domain.length : 2;
  return domain.map(({ low, high }, k) => {
    const column = new Float64Array(count + corners);
    for (let i = 0; i < count; i++) column[i] = low + (high - low) * (inner[i * domain.length + k] as number);
    for (let i = 0; i < corners; i++) column[count + i] = (corners === 2 ? i : i >> k) & 1 ? high : low;
    return column;
  });
}

const known = new Map<string, Float64Array>();

/** Points of the unit cube, row by row; the same again and again, so they are kept. */
function evenly(count: number, variables: number): Float64Array {
  const key = `${count} ${variables}`;
  const points = known.get(key) ?? haltonSequence(count, variables, { scramble: false, start: 1 }).data;
  known.set(key, points);
  return points;
}

/** The part of the domain around a point that is so many times smaller. */
export function zoomed(domain: Domain, points: Points, at: number, share: number): Domain {
  return domain.map(({ name, low, high }, k) => {
    const center = points[k]?.[at] as number;
    const reach = (share * (high - low)) / 2;
    return { name, low: Math.max(low, center - reach), high: Math.min(high, center + reach) };
  });
}

/** Every point again with so many equally spaced values of one variable, each point's together. */
export function linesAlong(points: Points, { low, high }: Range, index: number, count: number): Points {
  const lines = points[0]?.length ?? 0;
  return points.map((column, k) =>
    Float64Array.from({ length: lines * count }, (_, i) =>
      k === index ? low + ((high - low) * (i % count)) / (count - 1) : (column[Math.floor(i / count)] as number),
    ),
  );
}

export function valuesAt(expression: Expression, points: Points): Float64Array {
  return evaluateExpression(expression, points, points[0]?.length ?? 0);
}

/** Points on which the size of a formula is measured. */
const sizePoints = 96;

/** The largest finite value of a formula in the domain, without its sign. */
export function sizeOn(expression: Expression, domain: Domain): number {
  return valuesAt(expression, spreadOver(domain, sizePoints)).reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
}
