import type { Evaluator } from "../../engine/evaluator.js";
import type { Expression } from "../../expression/expression.js";
import { dot, emptyBasis, extendBasis, type OrthogonalBasis } from "./orthogonal-basis.js";

/** How many standard deviations above chance what is left must show structure. */
const significance = 2.5;

/**
 * A test of lack of fit: the residuals of a formula against smooth functions of the variables, of which chance explains
 * `p` of `n` parts.
 *
 * @returns a function: whether nothing but noise is left
 */
export function adequacyTest(evaluator: Evaluator): (expression: Expression) => boolean {
  const { rows, target, weights } = evaluator;
  const roots = Float64Array.from({ length: rows }, (_, i) => Math.sqrt(weights?.[i] ?? 1));
  const basis = smoothFunctions(evaluator).reduce<OrthogonalBasis>(
    (known, column) =>
      extendBasis(
        known,
        column.map((value, i) => value * roots[i]),
      ) ?? known,
    emptyBasis,
  );
  const p = basis.directions.length;
  const freedom = rows - p;
  return (expression) => {
    if (freedom < p) return false;
    const residuals = evaluator.values(expression).map((value, i) => (value - target[i]) * roots[i]);
    const all = dot(residuals, residuals);
    const explained = basis.directions.reduce((sum, direction) => sum + dot(residuals, direction) ** 2, 0);
    const ratio = explained / p / ((all - explained) / freedom);
    return ratio < 1 + significance * Math.sqrt(2 / p + 2 / freedom);
  };
}

/** Polynomials of degree 2 in the ranks of the variables, and three waves of each. */
function smoothFunctions({ columns, rows }: Evaluator): Float64Array[] {
  const ranks = columns.map(ranksOf);
  const functions = [new Float64Array(rows).fill(1), ...ranks];
  for (const [i, first] of ranks.entries()) {
    for (const second of ranks.slice(i)) functions.push(first.map((value, row) => value * second[row]));
    for (const k of [1, 2, 3]) functions.push(first.map((value) => Math.cos(k * Math.PI * value)));
  }
  return functions;
}

/** From 0 to 1. */
function ranksOf(column: Float64Array): Float64Array {
  const order = [...column.keys()].sort((a, b) => column[a] - column[b]);
  const ranks = new Float64Array(column.length);
  for (const [rank, row] of order.entries()) ranks[row] = rank / column.length;
  return ranks;
}
