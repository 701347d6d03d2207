import { holdsOn, type Verdict } from "../../expression/bounds/holds-on.js";
import { derivativeOf } from "../../expression/derivative-of.js";
import { evaluateExpression } from "../../expression/evaluate-expression.js";
import { apply, type Expression, fixed, variable } from "../../expression/expression.js";
import type { Bounds, Constraint, Convexity, Monotonicity } from "./constraint.js";
import { type Domain, sizeOn, within } from "./domain.js";
import { eachGroup } from "./each-group.js";
import { satisfies, tolerance } from "./satisfies.js";

/** Parts of the domain to look at, of all groups together: some milliseconds. */
const mostBoxes = 300;

/**
 * Whether a formula that passes `satisfies` keeps the constraint for certain. Bounds, slopes and curvatures are decided on
 * intervals, between the points of the grid too; where that would take long, and for values at points and limits, it is
 * undecided, and the grid is all that speaks for the formula.
 */
export function prove(expression: Expression, constraint: Constraint, domain: Domain): Verdict["verdict"] {
  switch (constraint.kind) {
    case "bounds":
    case "increasing":
    case "decreasing":
    case "convex":
    case "concave":
      return proveOnIntervals(expression, constraint, domain);
    case "value":
    case "limit":
      return "undecided";
    default:
      return satisfies(expression, constraint, domain) ? "holds" : "fails";
  }
}

type Everywhere = Bounds | Monotonicity | Convexity;

function proveOnIntervals(expression: Expression, constraint: Everywhere, domain: Domain): Verdict["verdict"] {
  const formulas = eachGroup(expression);
  const options = { mostBoxes: Math.ceil(mostBoxes / formulas.length) };
  let isCertain = true;
  for (const formula of formulas) {
    const [loose, looseConstraint] = loosened(formula, constraint, domain);
    const found = holdsOn(loose, looseConstraint, domain, options);
    if (found.verdict === "fails" && isBrokenAt(loose, looseConstraint, domain, found.at)) return "fails";
    isCertain &&= found.verdict === "holds";
  }
  return isCertain ? "holds" : "undecided";
}

/** What `satisfies` lets pass as rounding is no violation: the formula is lifted, tilted or bent by as much. */
function loosened(
  expression: Expression,
  constraint: Everywhere,
  domain: Domain,
): [expression: Expression, constraint: Everywhere] {
  const all = within(domain, constraint.within);
  const slack = tolerance * sizeOn(expression, all);
  if (constraint.kind === "bounds") {
    const { lower, upper } = constraint;
    return [
      expression,
      {
        ...constraint,
        ...(lower !== undefined && { lower: lower - slack }),
        ...(upper !== undefined && { upper: upper + slack }),
      },
    ];
  }
  const index = all.findIndex(({ name }) => name === constraint.variable);
  const { low, high } = all[index]!;
  const x = apply("divide", apply("subtract", variable(index), fixed(low)), fixed(high - low || 1));
  const bend = constraint.kind === "convex" || constraint.kind === "concave" ? apply("square", x) : x;
  const sign = constraint.kind === "increasing" || constraint.kind === "convex" ? 1 : -1;
  return [apply("add", expression, apply("multiply", fixed(sign * slack), bend)), constraint];
}

/** A slope that has no value at a point, as that of a root at 0, refutes nothing. */
function isBrokenAt(expression: Expression, constraint: Everywhere, domain: Domain, at: readonly number[]): boolean {
  const valueAtPoint = (each: Expression) =>
    evaluateExpression(
      each,
      at.map((value) => [value]),
      1,
    )[0]!;
  const value = valueAtPoint(expression);
  if (!Number.isFinite(value)) return true;
  if (constraint.kind === "bounds")
    return value < (constraint.lower ?? -Infinity) || value > (constraint.upper ?? Infinity);
  const index = domain.findIndex(({ name }) => name === constraint.variable);
  const slope = derivativeOf(expression, index);
  switch (constraint.kind) {
    case "increasing":
      return valueAtPoint(slope) < 0;
    case "decreasing":
      return valueAtPoint(slope) > 0;
    case "convex":
      return valueAtPoint(derivativeOf(slope, index)) < 0;
    case "concave":
      return valueAtPoint(derivativeOf(slope, index)) > 0;
  }
}
