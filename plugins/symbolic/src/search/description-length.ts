import { complexityOf } from "../expression/complexity.js";
import { constantsOf, type Expression, nodesOf } from "../expression/expression.js";

/** What a node of a formula costs: the logarithm of the some twelve operators and variables to choose from. */
export const natsPerNode = 2.5;

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

/**
 * What it takes to write down the formula and its constants, each as precisely as so many rows can tell: those of a group,
 * where a constant has a value per group. Infinite where these leave no row to tell anything from.
 */
export function structureNats(expression: Expression, rows: number): number {
  const counts = valueCounts(expression);
  const common = constantsOf(expression).length - counts.reduce((sum, count) => sum + count, 0);
  return (common / 2) * Math.log(rows) + groupNats(counts, rows) + formNats(expression);
}

/** What it takes to write down the formula without the values of its constants. */
export function formNats(expression: Expression): number {
  return natsPerNode * complexityOf(expression);
}

/**
 * A value per group costs ½ log(1 + n) with n rows a group, against a guess as good as one row. Where the values are many to
 * the rows, chance fits well too: the price grows with the share of the rows that they use up.
 *
 * @see Kass & Wasserman, J. Am. Stat. Assoc. 90 (1995), 928–934: the prior of one row's information
 * @see Hurvich & Tsai, Biometrika 76 (1989), 297–307: the share of the rows
 */
function groupNats(counts: readonly number[], rows: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total >= rows) return Number.POSITIVE_INFINITY;
  const share = rows / (rows - total);
  return counts.reduce((sum, count) => sum + share * (count / 2) * Math.log1p(rows / count), 0);
}

/** Of every constant per group how many values it has. */
function valueCounts(expression: Expression): number[] {
  return [...nodesOf(expression)].flatMap((node) => (node.kind === "groupConstant" ? [node.values.length] : []));
}
