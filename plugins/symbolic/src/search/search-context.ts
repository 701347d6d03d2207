import { type RandomStream, randomStream } from "@mesoscope/core";
import { createEvaluator } from "../engine/create-evaluator.js";
import type { Evaluator } from "../engine/evaluator.js";
import { fitConstants } from "../engine/fit-constants.js";
import { complexityOf } from "../expression/complexity.js";
import { agreesInDimension, dimensionOfExpression } from "../expression/dimension-of-expression.js";
import type { Expression } from "../expression/expression.js";
import type { Candidate } from "./candidate.js";
import { fitWithColumnErrors } from "./column-errors.js";
import { checkConstraints } from "./constraints/check-constraints.js";
import { domainOf } from "./constraints/domain.js";
import { satisfies } from "./constraints/satisfies.js";
import { descriptionLengthOf } from "./description-length.js";
import { Front } from "./front.js";
import type { Problem } from "./problem.js";
import { spreadRows } from "./spread-rows.js";
import type { SearchContext } from "./stage.js";

/** The rows on which a formula is fitted first. */
const firstRows = 256;

/**
 * The context of one thread of a search.
 *
 * @throws ValueError BAD_CONSTRAINT, CONTRADICTORY_CONSTRAINTS
 */
export function searchContext(
  problem: Problem,
  front = new Front(),
  random: RandomStream = randomStream(problem.seed),
): SearchContext {
  checkConstraints("discover", problem.constraints ?? [], problem.names);
  const evaluator = createEvaluator(problem);
  const { constraints = [] } = problem;
  const domain = domainOf(problem);
  const samples = new Map<number, Evaluator>();
  return {
    problem,
    evaluator,
    front,
    random,
    sample,
    offer,
    get isSolved() {
      return front.isSolved;
    },
  };

  function sample(rows: number): Evaluator {
    if (rows >= problem.rows) return evaluator;
    const known = samples.get(rows);
    if (known) return known;
    const fresh = createEvaluator(spread(problem, rows));
    samples.set(rows, fresh);
    return fresh;
  }

  function offer(expression: Expression): Candidate | undefined {
    const dimension = dimensionOfExpression(expression, problem);
    if (!dimension || !agreesInDimension(dimension, problem.targetDimension ?? "free")) return undefined;
    const scouted = fitConstants(expression, sample(firstRows)).expression;
    const { expression: fitted, loss } = problem.columnErrors
      ? fitWithColumnErrors(scouted, problem)
      : fitConstants(scouted, evaluator);
    if (!Number.isFinite(loss)) return undefined;
    if (!constraints.every((constraint) => satisfies(fitted, constraint, domain))) return undefined;
    const candidate = {
      expression: fitted,
      loss,
      complexity: complexityOf(fitted),
      descriptionLength: descriptionLengthOf(fitted, loss, problem.rows),
    };
    front.add(candidate);
    return candidate;
  }
}

/** So many rows at equal distances. */
function spread(problem: Problem, rows: number): Problem {
  const pick = spreadRows(problem.rows, rows);
  const take = (column: Float64Array) => Float64Array.from(pick, (row) => column[row] as number);
  return {
    ...problem,
    rows,
    columns: problem.columns.map(take),
    target: take(problem.target),
    ...(problem.weights && { weights: take(problem.weights) }),
    ...(problem.groups && { groups: pick.map((row) => problem.groups?.[row] as number) }),
  };
}
