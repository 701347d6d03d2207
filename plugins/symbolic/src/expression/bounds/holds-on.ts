import { nearestName, ValueError } from "@mesoscope/sdk";
import type { Bounds, Box, Convexity, Monotonicity } from "../../search/constraints/constraint.js";
import { canonicalForm } from "../canonical/canonical-form.js";
import { derivativeOf } from "../derivative-of.js";
import { apply, type Expression, fixed, variablesOf } from "../expression.js";
import { boundsOf, isDefinedOn } from "./bounds-of.js";
import type { Interval } from "./interval.js";

/** The range of a variable. */
export interface NamedInterval extends Interval {
  readonly name: string;
}

/** Whether a constraint holds; "fails" comes with a point where it does not. */
export type Verdict =
  | { readonly verdict: "holds" | "undecided" }
  | { readonly verdict: "fails"; readonly at: readonly number[] };

export interface HoldsOnOptions {
  /** Parts of the box to look at before the question is left undecided, 2000 by default. */
  readonly mostBoxes?: number;
}

/**
 * Whether a formula keeps a constraint everywhere in a box, decided for certain by interval arithmetic on ever smaller
 * parts, or left undecided. A formula without a value somewhere in the box keeps none.
 *
 * @param domain the range of every variable, with finite ends, in the order of the columns; a constraint may narrow it
 *
 * @example
 * const law = parseExpression("x * exp(-x)", ["x"]);
 * const domain = [{ name: "x", low: 0, high: 2 }];
 * holdsOn(law, { kind: "bounds", lower: 0 }, domain).verdict; // "holds"
 * holdsOn(law, { kind: "increasing", variable: "x" }, domain).verdict; // "fails"
 *
 * @throws ValueError BAD_CONSTRAINT
 * @see Hansen and Walster, Global Optimization Using Interval Analysis (2004), chapter 12
 */
export function holdsOn(
  expression: Expression,
  constraint: Bounds | Monotonicity | Convexity,
  domain: readonly NamedInterval[],
  { mostBoxes = 2000 }: HoldsOnOptions = {},
): Verdict {
  const box = boxOf(domain, constraint.within);
  const isCurve = constraint.kind === "convex" || constraint.kind === "concave";
  // A kink is seen by the slope, which has no value there, not by the second derivative.
  const slope = isCurve ? [derivativeOf(expression, indexOf(constraint.variable, domain))] : [];
  for (const condition of conditionsOf(expression, constraint, domain)) {
    const found = isNonNegativeOn(canonicalForm(condition), [expression, ...slope], box, mostBoxes);
    if (found.verdict !== "holds") return found;
  }
  return { verdict: "holds" };
}

/** What the condition is about, the first one the formula itself, must have a value everywhere. */
function isNonNegativeOn(
  condition: Expression,
  defined: readonly Expression[],
  box: readonly Interval[],
  mostBoxes: number,
): Verdict {
  const expression = defined[0]!;
  const slopes = variablesOf(condition).map((index) => ({
    index,
    slope: canonicalForm(derivativeOf(condition, index)),
  }));
  const open: { readonly part: readonly Interval[]; readonly least: number }[] = [];
  consider(box);
  let isSure = true;
  for (let k = 0; k < mostBoxes && open.length > 0; k++) {
    const { part } = takeWorst(open);
    const failing = pointsOf(part).find(
      (point) => !(boundsOf(condition, point).high >= 0) || !hasValue(expression, point),
    );
    if (failing) return { verdict: "fails", at: failing.map(({ low }) => low) };
    const halves = split(part, box, variablesOf(expression));
    if (halves) halves.forEach(consider);
    else isSure = false;
  }
  return { verdict: isSure && open.length === 0 ? "holds" : "undecided" };

  function consider(part: readonly Interval[]): void {
    const least = leastOf(condition, slopes, part);
    if (!(least >= 0 && defined.every((each) => isDefinedOn(each, part)))) open.push({ part, least });
  }
}

/** The part where the condition may fall the lowest, of equal ones the last: soon a point shows whether it does. */
function takeWorst<T extends { readonly least: number }>(open: T[]): T {
  const worst = open.reduce((at, { least }, i) => (least > open[at]!.least ? at : i), 0);
  return open.splice(worst, 1)[0]!;
}

/** What must not be negative. */
function conditionsOf(
  expression: Expression,
  constraint: Bounds | Monotonicity | Convexity,
  domain: readonly NamedInterval[],
): Expression[] {
  if (constraint.kind !== "bounds") return [curveOf(expression, constraint.kind, indexOf(constraint.variable, domain))];
  const { lower, upper } = constraint;
  return [
    ...(lower === undefined ? [] : [apply("subtract", expression, fixed(lower))]),
    ...(upper === undefined ? [] : [apply("subtract", fixed(upper), expression)]),
  ];
}

function indexOf(name: string, domain: readonly NamedInterval[]): number {
  const names = domain.map((side) => side.name);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  const nearest = nearestName(name, names);
  throw new ValueError(
    "BAD_CONSTRAINT",
    `holdsOn: the constraint is on "${name}", which is no variable. ${nearest ? `Did you mean ${nearest}?` : `There are ${names.join(", ")}.`}`,
  );
}

function curveOf(expression: Expression, kind: (Monotonicity | Convexity)["kind"], variable: number): Expression {
  const slope = derivativeOf(expression, variable);
  switch (kind) {
    case "increasing":
      return slope;
    case "decreasing":
      return apply("negate", slope);
    case "convex":
      return derivativeOf(slope, variable);
    case "concave":
      return apply("negate", derivativeOf(slope, variable));
  }
}

/** A lower bound; where the condition, without a jump, rises or falls with a variable all through the box, one end counts. */
function leastOf(
  condition: Expression,
  slopes: readonly { readonly index: number; readonly slope: Expression }[],
  box: readonly Interval[],
): number {
  const plain = boundsOf(condition, box).low;
  if (plain >= 0 || !isDefinedOn(condition, box)) return plain;
  const ends = [...box];
  for (const { index, slope } of slopes) {
    const { low, high } = boundsOf(slope, box);
    const end = low >= 0 ? box[index]!.low : high <= 0 ? box[index]!.high : undefined;
    if (end !== undefined) ends[index] = { low: end, high: end };
  }
  return boundsOf(condition, ends).low;
}

function hasValue(expression: Expression, point: readonly Interval[]): boolean {
  const { low, high } = boundsOf(expression, point);
  return Number.isFinite(low) || Number.isFinite(high);
}

/** The middle and two opposite corners. */
function pointsOf(box: readonly Interval[]): Interval[][] {
  const at = (place: (side: Interval) => number) => box.map((side) => ({ low: place(side), high: place(side) }));
  return [at(middle), at(({ low }) => low), at(({ high }) => high)];
}

function middle({ low, high }: Interval): number {
  return low + (high - low) / 2;
}

/** In two along the side that is longest relative to the whole box; nothing for a box that is a point. */
function split(box: readonly Interval[], whole: readonly Interval[], variables: readonly number[]) {
  const length = (i: number) => (box[i]!.high - box[i]!.low) / (whole[i]!.high - whole[i]!.low || 1);
  const side = variables.reduce((longest, i) => (length(i) > length(longest) ? i : longest), variables[0] ?? -1);
  if (side < 0 || !(length(side) > 1e-9)) return undefined;
  const { low, high } = box[side]!;
  const place = middle(box[side]!);
  return [box.with(side, { low, high: place }), box.with(side, { low: place, high })];
}

function boxOf(domain: readonly NamedInterval[], within: Box = {}): Interval[] {
  return domain.map(({ name, ...given }) => {
    const [low, high] = within[name] ?? [given.low, given.high];
    if (Number.isFinite(low) && Number.isFinite(high) && low <= high) return { low, high };
    throw new ValueError(
      "BAD_CONSTRAINT",
      `holdsOn: ${name} goes from ${low} to ${high}. Give two finite numbers, the lower one first.`,
    );
  });
}
