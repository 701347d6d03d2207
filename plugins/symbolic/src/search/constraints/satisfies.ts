import { complexityOf } from "../../expression/complexity.js";
import { type Expression, nodesOf, variablesOf } from "../../expression/expression.js";
import { largest } from "../vectors.js";
import type { Avoids, Bounds, Constraint, Convexity, Limit, Monotonicity, PointValue, Uses } from "./constraint.js";
import { type Domain, linesAlong, type Range, sizeOn, spreadOver, valuesAt, within, zoomed } from "./domain.js";
import { eachGroup } from "./each-group.js";
import { exponentsOf } from "./exponents-of.js";

/** Of a value that a constraint compares with, beside what rounding takes from it. */
export const tolerance = 1e-9;

/** Points on which values are looked at; lines, and points on a line, for slopes and curvatures. */
const pointCount = 2048;
const lineCount = 96;
const lineLength = 65;
/** Each looks at a tenth of the part before. */
const zooms = 12;

/**
 * Whether a formula keeps to a constraint in the whole domain and in every group of rows, as far as a look can tell: values,
 * slopes and curvatures are looked at on a dense grid with the corners of the box, values also between its points where
 * they come closest to a bound. The formula must be finite there.
 *
 * @param domain what constraints without `within` must hold in
 */
export function satisfies(expression: Expression, constraint: Constraint, domain: Domain): boolean {
  return eachGroup(expression).every((formula) => keeps(formula, constraint, domain));
}

function keeps(expression: Expression, constraint: Constraint, domain: Domain): boolean {
  switch (constraint.kind) {
    case "bounds":
      return isBounded(expression, constraint, domain);
    case "increasing":
    case "decreasing":
      return isMonotone(expression, constraint, domain);
    case "convex":
    case "concave":
      return isCurved(expression, constraint, domain);
    case "value":
      return hasValue(expression, constraint, domain);
    case "limit":
      return hasLimit(expression, constraint, domain);
    case "uses":
      return contains(expression, constraint, domain);
    case "avoids":
      return !contains(expression, constraint, domain);
    case "complexity":
      return complexityOf(expression) <= constraint.most;
    case "exponents": {
      const { lower = -Infinity, upper = Infinity } = constraint;
      return exponentsOf(expression).every((exponent) => exponent >= lower && exponent <= upper);
    }
  }
}

function isBounded(
  expression: Expression,
  { lower = -Infinity, upper = Infinity, within: box }: Bounds,
  domain: Domain,
) {
  const all = within(domain, box);
  const points = spreadOver(all, pointCount);
  const values = valuesAt(expression, points);
  const slack = tolerance * largest(values);
  const keeps = (value: number) => Number.isFinite(value) && value >= lower - slack && value <= upper + slack;
  if (!values.every(keeps)) return false;
  const [least, most] = [indexOfLeast(values, 1), indexOfLeast(values, -1)];
  return isBoundedNear(least, 1) && isBoundedNear(most, -1);

  /** Looks closer and closer where the formula is least, or most: between the points it may go further, or have a pole. */
  function isBoundedNear(start: number, sign: 1 | -1): boolean {
    let [part, close, at] = [all, points, start];
    for (let round = 0; round < zooms; round++) {
      part = zoomed(part, close, at, 0.1);
      close = spreadOver(part, lineCount);
      const found = valuesAt(expression, close);
      if (!found.every(keeps)) return false;
      at = indexOfLeast(found, sign);
    }
    return true;
  }
}

function indexOfLeast(values: Float64Array, sign: 1 | -1): number {
  return values.reduce((at, value, i) => (sign * value < sign * (values[at] as number) ? i : at), 0);
}

function isMonotone(expression: Expression, { kind, variable, within: box }: Monotonicity, domain: Domain): boolean {
  const sign = kind === "increasing" ? 1 : -1;
  return everyOnLines(expression, variable, within(domain, box), 2, (a, b) => sign * (b - a));
}

function isCurved(expression: Expression, { kind, variable, within: box }: Convexity, domain: Domain): boolean {
  const sign = kind === "convex" ? 1 : -1;
  return everyOnLines(expression, variable, within(domain, box), 3, (a, b, c) => sign * (a - 2 * b + c));
}

/** Whether a difference of so many neighbours along the variable is nowhere negative. */
function everyOnLines(
  expression: Expression,
  name: string,
  domain: Domain,
  neighbours: 2 | 3,
  difference: (a: number, b: number, c: number) => number,
): boolean {
  const index = domain.findIndex((range) => range.name === name);
  const lines = linesAlong(spreadOver(domain, lineCount), domain[index] as Range, index, lineLength);
  const values = valuesAt(expression, lines);
  const slack = tolerance * largest(values);
  return values.every((value, i) => {
    const isComplete = (i % lineLength) + neighbours <= lineLength;
    const found = isComplete ? difference(value, values[i + 1] as number, values[i + 2] as number) : 0;
    return Number.isFinite(value) && found >= -slack;
  });
}

/** Fractions of a range by which the limit at a point outside the formula's domain is neared. */
const approaches = [1e-4, 1e-5, 1e-6];

function hasValue(expression: Expression, { at, value }: PointValue, domain: Domain): boolean {
  const scale = sizeOn(expression, domain);
  const near = (shift: number) => {
    const moved = domain.map((range) => {
      const x = at[range.name];
      if (x === undefined) return range;
      const inward = x >= range.high ? -1 : 1;
      const point = x + inward * shift * (range.high - range.low);
      return { ...range, low: point, high: point };
    });
    return valuesAt(expression, spreadOver(moved, lineCount));
  };
  const isClose = (values: Float64Array, slack: number) =>
    values.every((found) => Math.abs(found - value) <= slack * Math.max(scale, Math.abs(value)));
  const there = near(0);
  return there.every(Number.isFinite)
    ? isClose(there, 1e-6)
    : approaches.every((shift) => isClose(near(shift), 100 * shift));
}

/** Distances from the point, or from 0 for an infinite one, in units of the range. */
const distances = [1e2, 1e4, 1e6];

function hasLimit(expression: Expression, { variable, to, value }: Limit, domain: Domain): boolean {
  const index = domain.findIndex(({ name }) => name === variable);
  const { low, high } = domain[index] as Range;
  const span = Math.max(high - low, Math.abs(low), Math.abs(high));
  const found = distances.map((distance) => {
    const x = Number.isFinite(to) ? to + ((to >= high ? -1 : 1) * span) / distance : Math.sign(to) * span * distance;
    const moved = domain.map((range, k) => (k === index ? { ...range, low: x, high: x } : range));
    return valuesAt(expression, spreadOver(moved, lineCount));
  }) as [Float64Array, Float64Array, Float64Array];
  const scale = Math.max(sizeOn(expression, domain), Math.abs(value));
  return found[2].every((last, i) => {
    const [first, second] = [found[0][i] as number, found[1][i] as number];
    if (!Number.isFinite(value))
      return Math.sign(value) * (last - second) > 0 && Math.sign(value) * (second - first) > 0;
    return Math.abs(last - value) <= 1e-3 * scale && Math.abs(last - value) <= Math.abs(first - value) + 1e-9 * scale;
  });
}

function contains(expression: Expression, { variable, operator }: Uses | Avoids, domain: Domain): boolean {
  const index = domain.findIndex(({ name }) => name === variable);
  const hasVariable = variable !== undefined && variablesOf(expression).includes(index);
  if (hasVariable || operator === undefined) return hasVariable;
  for (const node of nodesOf(expression)) if (node.kind === "apply" && node.operator === operator) return true;
  return false;
}
