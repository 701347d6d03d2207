import { constantsOf, withConstants } from "../../expression/expression.js";
import { projectOut } from "../orthogonal-basis.js";
import { dot } from "../vectors.js";
import type { Feature } from "./feature.js";
import type { Match } from "./matches.js";
import { type Regression, weighted } from "./regression-search.js";

const steps = 10;
const widest = Math.log(1.9);
const golden = (Math.sqrt(5) - 1) / 2;

/** The match with the number inside its feature fitted, by golden-section search on a logarithmic scale. */
export function refineFeature<M extends Match>(
  match: M,
  regression: Regression,
  columnOf: (feature: Feature) => Float64Array | undefined,
): M {
  const start = constantsOf(match.feature.forms[0].expression);
  if (start.length !== 1) return match;
  let best = match;
  let least = Number.POSITIVE_INFINITY;
  let low = -widest;
  let high = widest;
  left(0);
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [left(a), left(b)];
  for (let i = 0; i < steps; i++) {
    if (atA < atB) {
      [high, b, atB] = [b, a, atA];
      a = high - golden * (high - low);
      atA = left(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + golden * (high - low);
      atB = left(b);
    }
  }
  return best;

  function left(exponent: number): number {
    const value = start[0] * Math.exp(exponent);
    const forms = match.feature.forms.map((form) => ({ ...form, expression: withConstants(form.expression, [value]) }));
    const feature = { ...match.feature, forms };
    const column = columnOf(feature);
    if (!column) return Number.POSITIVE_INFINITY;
    const { rest } = projectOut(match.state.basis, weighted(column, regression));
    const along = dot(rest, match.state.rest);
    const squares = dot(rest, rest);
    const q = match.exponent ?? along / squares;
    const remaining = match.state.restSquares - 2 * q * along + q * q * squares;
    if (remaining < least) {
      least = remaining;
      best = { ...match, feature, column };
    }
    return remaining;
  }
}
