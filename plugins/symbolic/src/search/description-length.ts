import { complexityOf } from "../expression/complexity.js";
import { constantsOf, type Expression } from "../expression/expression.js";

/** What a node of a formula costs: the logarithm of the some twelve operators and variables to choose from. */
const natsPerNode = 2.5;

/** Below this fraction of the variance residuals are rounding, and no formula earns by making them smaller. */
const roundingLoss = 1e-24;

/**
 * `n/2 · log(loss) + k/2 · log n + 2.5 · nodes`, in nats, up to a constant of the data.
 *
 * @param loss 1 − R² over all rows
 * @see Rissanen, "Modeling by shortest data description", Automatica 14 (1978), 465–471
 */
export function descriptionLengthOf(expression: Expression, loss: number, rows: number): number {
  return misfitNats(loss, rows) + structureNats(expression, rows);
}

/** What it takes to write down what a formula leaves unexplained. */
export function misfitNats(loss: number, rows: number): number {
  return (rows / 2) * Math.log(Math.max(loss, roundingLoss));
}

/** What it takes to write down the formula and its constants, each as precisely as so many rows can tell. */
export function structureNats(expression: Expression, rows: number): number {
  return (constantsOf(expression).length / 2) * Math.log(rows) + natsPerNode * complexityOf(expression);
}
