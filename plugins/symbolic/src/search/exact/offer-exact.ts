import { agreesInDimension, dimensionOfExpression } from "../../expression/dimension-of-expression.js";
import type { Expression } from "../../expression/expression.js";
import type { ExactSearch } from "./exact-search.js";

/** A formula that leaves more of the variance than this is not what is sought here. */
const exactLoss = 1e-12;

/** Offers a formula whose constants are known to many digits, if it holds on more rows; whether it is exact on all. */
export function offerExact({ context, check }: ExactSearch, expression: Expression): boolean {
  if (!(check.loss(expression) < exactLoss)) return false;
  const { problem } = context;
  const dimension = dimensionOfExpression(expression, problem);
  if (!dimension || !agreesInDimension(dimension, problem.targetDimension ?? "free")) return false;
  context.offer(expression);
  return context.isSolved;
}
