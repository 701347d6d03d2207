import { type Expression, withLeaves } from "../../expression/expression.js";
import { spreadSample } from "../pick-rows.js";
import type { Problem } from "../problem.js";

/** A problem with fewer variables that another one leads to. */
export interface Subproblem {
  readonly problem: Problem;
  /** What its variables are in those of the whole problem. */
  readonly meanings: readonly Expression[];
}

/** Rows that a surrogate is fitted to: an inverse of this order takes milliseconds, on one thread. */
export const surrogateRows = 300;

/** With fewer a surrogate knows too little. */
export const leastRows = 30;

/** Enough to tell functions of one variable apart; more only take longer. */
const rowsOfOneVariable = 120;

/** The same problem on no more rows than its variables ask for. */
export function onFewRows(problem: Problem): Problem {
  return spreadSample(problem, problem.columns.length === 1 ? rowsOfOneVariable : surrogateRows);
}

/** A formula of a subproblem in the variables of the whole one. */
export function inWhole(formula: Expression, meanings: readonly Expression[]): Expression {
  return withLeaves(formula, (leaf) => (leaf.kind === "variable" ? (meanings[leaf.index] as Expression) : leaf));
}
