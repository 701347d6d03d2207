import type { Evaluator } from "../engine/evaluator.js";
import { complexityOf } from "../expression/complexity.js";
import { agreesInDimension, dimensionOfExpression } from "../expression/dimension-of-expression.js";
import { constantsOf, type Expression, sizeOf, variablesOf } from "../expression/expression.js";
import { printExpression } from "../expression/print-expression.js";
import { simplifyWithin } from "../expression/saturation/simplify.js";
import type { Candidate } from "../search/candidate.js";
import { domainOf } from "../search/constraints/domain.js";
import { satisfies } from "../search/constraints/satisfies.js";
import { structureNats } from "../search/description-length.js";
import type { Problem } from "../search/problem.js";
import { constantCovariance } from "./constant-covariance.js";
import { reassociated } from "./reassociated.js";
import { namedConstants } from "./shown-expression.js";

/** Within these a formula is simplified in some 50 ms at most. */
export const mostNodes = 600;

/** A relative standard error. */
const vague = 0.2;

/** Values that differ less, relatively, are the same to rounding; near 0 relatively to the largest one. */
const sameValue = 1e-9;
const nearZero = 1e-12;

/**
 * The same formula as the rules of algebra make it shortest, where that keeps its values on the data, and its constants,
 * then those of the shorter form, are known as well: `x / (1 - c * x)` is not `k * x / (k - x)` where c may be 0.
 */
export function simplest(candidate: Candidate, problem: Problem, evaluator: Evaluator): Candidate {
  const expression = simplifyWithin(mostNodes, candidate.expression, { positive: positiveVariables(problem) });
  const isKept =
    isSimpler(expression, candidate.expression) &&
    hasSameValues(expression, candidate.expression, evaluator) &&
    vagueConstants(expression, evaluator) <= vagueConstants(candidate.expression, evaluator) &&
    isAllowed(expression, problem);
  if (!isKept) return candidate;
  const saved = structureNats(candidate.expression, problem.rows) - structureNats(expression, problem.rows);
  return {
    ...candidate,
    expression,
    complexity: complexityOf(expression),
    descriptionLength: candidate.descriptionLength - saved,
  };
}

function positiveVariables({ columns }: Problem): number[] {
  return columns.flatMap((column, j) => (column.every((value) => value > 0) ? [j] : []));
}

/** In nodes or constants; of two that are as simple and have the same numbers the one that is shorter to read. */
function isSimpler(a: Expression, b: Expression): boolean {
  const nodes = complexityOf(b) - complexityOf(a);
  const constants = constantsOf(b).length - constantsOf(a).length;
  if (nodes < 0 || constants < 0) return false;
  return nodes + constants > 0 || (haveSameNumbers(a, b) && textLength(a) < textLength(b));
}

/** But for signs and rounding. */
function haveSameNumbers(a: Expression, b: Expression): boolean {
  const [numbers, others] = [a, b].map((expression) =>
    constantsOf(expression)
      .map(Math.abs)
      .sort((p, q) => p - q),
  );
  return numbers.every((number, k) => Math.abs(number - others[k]) <= sameValue * others[k]);
}

/** Of the formula with one letter for every variable and constant. */
function textLength(expression: Expression): number {
  const variables = 1 + Math.max(-1, ...variablesOf(expression));
  const form = reassociated(namedConstants(expression, variables));
  return printExpression(
    form,
    Array.from({ length: variables + sizeOf(expression) }, () => "x"),
  ).length;
}

function hasSameValues(a: Expression, b: Expression, evaluator: Evaluator): boolean {
  const [values, others] = [evaluator.values(a), evaluator.values(b)];
  const most = others.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return values.every((value, i) => Math.abs(value - others[i]) <= sameValue * Math.abs(others[i]) + nearZero * most);
}

/** How many constants the data hardly determine: their intervals, and what is computed from them, are not to be trusted. */
function vagueConstants(expression: Expression, evaluator: Evaluator): number {
  const values = constantsOf(expression);
  const covariance = constantCovariance(expression, evaluator);
  if (!covariance) return values.length;
  return values.filter((value, k) => Math.sqrt(covariance.get(k, k)) > vague * Math.abs(value)).length;
}

function isAllowed(expression: Expression, problem: Problem): boolean {
  const { targetDimension = "free", constraints = [] } = problem;
  const dimension = dimensionOfExpression(expression, problem);
  if (dimension === undefined || !agreesInDimension(dimension, targetDimension)) return false;
  const domain = domainOf(problem);
  return constraints.every((constraint) => satisfies(expression, constraint, domain));
}
