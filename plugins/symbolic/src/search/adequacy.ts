import type { Evaluator } from "../engine/evaluator.js";
import type { Expression } from "../expression/expression.js";
import { basisOf, type OrthogonalBasis } from "./orthogonal-basis.js";
import { dot } from "./vectors.js";

/** How many standard deviations above chance what is left must show structure. */
const significance = 2.5;

/** With more variables than this, waves and squares of them are looked for and no products. */
const mostCrossed = 10;

/** With more groups than this, a part per group is not looked for. */
const mostGroups = 100;

/**
 * Two tests of lack of fit. The residuals of a formula against smooth functions of the variables and the means of groups,
 * of which chance explains `p` of `n` parts; and the residual of each row against that of the row nearest to it, which
 * shows what is too quick for smooth functions.
 *
 * @returns a function: whether nothing but noise is left
 */
export function adequacyTest(evaluator: Evaluator): (expression: Expression) => boolean {
  const { rows, target, weights, groups } = evaluator;
  const roots = Float64Array.from({ length: rows }, (_, i) => Math.sqrt(weights?.[i] ?? 1));
  const ranks = evaluator.columns.map(ranksOf);
  const explaining = [...membership(groups), ...smoothFunctions(ranks, rows)];
  const basis = basisOf(explaining.map((column) => column.map((value, i) => value * roots[i])));
  const nearest = nearestRows(ranks, rows);
  return (expression) => {
    const residuals = evaluator.values(expression).map((value, i) => (value - target[i]) * roots[i]);
    return !showsSmoothPart(residuals, basis) && !agreesWithNeighbours(residuals, nearest);
  };
}

function showsSmoothPart(residuals: Float64Array, { directions }: OrthogonalBasis): boolean {
  const p = directions.length;
  const freedom = residuals.length - p;
  if (freedom < p) return true;
  const all = dot(residuals, residuals);
  const explained = directions.reduce((sum, direction) => sum + dot(residuals, direction) ** 2, 0);
  const ratio = explained / p / ((all - explained) / freedom);
  return ratio >= 1 + significance * Math.sqrt(2 / p + 2 / freedom);
}

/** Rows that are the nearest of each other are one comparison counted twice, which doubles its variance. */
function agreesWithNeighbours(residuals: Float64Array, nearest: Int32Array): boolean {
  let sum = 0;
  let variance = 0;
  for (const [i, j] of nearest.entries()) {
    const product = residuals[i] * residuals[j];
    sum += product;
    variance += product ** 2 * (nearest[j] === i ? 2 : 1);
  }
  return sum >= significance * Math.sqrt(variance);
}

/** Of every group, where there are not too many, which rows belong to it. */
function membership(groups: Int32Array = new Int32Array(0)): Float64Array[] {
  const present = [...new Set(groups)];
  if (present.length > mostGroups) return [];
  return present.map((group) => Float64Array.from(groups, (each) => (each === group ? 1 : 0)));
}

/** Polynomials of degree 2 in the ranks of the variables, and three waves of each. */
function smoothFunctions(ranks: readonly Float64Array[], rows: number): Float64Array[] {
  const functions = [new Float64Array(rows).fill(1), ...ranks];
  for (const [i, first] of ranks.entries()) {
    const others = ranks.length > mostCrossed ? [first] : ranks.slice(i);
    for (const second of others) functions.push(first.map((value, row) => value * second[row]));
    for (const k of [1, 2, 3]) functions.push(first.map((value) => Math.cos(k * Math.PI * value)));
  }
  return functions;
}

/** Of every row the one that is nearest in the ranks of the variables. */
function nearestRows(ranks: readonly Float64Array[], rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let nearest = i;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < rows; j++) {
      if (j === i) continue;
      let distance = 0;
      for (const column of ranks) distance += (column[i] - column[j]) ** 2;
      if (distance < least) [nearest, least] = [j, distance];
    }
    return nearest;
  });
}

/** From 0 to 1. */
function ranksOf(column: Float64Array): Float64Array {
  const order = [...column.keys()].sort((a, b) => column[a] - column[b]);
  const ranks = new Float64Array(column.length);
  for (const [rank, row] of order.entries()) ranks[row] = rank / column.length;
  return ranks;
}
