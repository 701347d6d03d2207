import { type RandomStream, randomStream } from "@mesoscope/core";
import { createEvaluator } from "../engine/create-evaluator.js";
import type { Evaluator } from "../engine/evaluator.js";
import { fitConstants } from "../engine/fit-constants.js";
import { complexityOf } from "../expression/complexity.js";
import { agreesInDimension, dimensionOfExpression } from "../expression/dimension-of-expression.js";
import { constantsOf, type Expression } from "../expression/expression.js";
import { adequacyTest } from "./adequacy.js";
import type { Candidate } from "./candidate.js";
import { fitWithColumnErrors } from "./column-errors.js";
import { checkConstraints } from "./constraints/check-constraints.js";
import { domainOf } from "./constraints/domain.js";
import { prove } from "./constraints/prove.js";
import { satisfies } from "./constraints/satisfies.js";
import { descriptionLengthOf } from "./description-length.js";
import { Front } from "./front.js";
import { spreadSample } from "./pick-rows.js";
import type { Problem } from "./problem.js";
import type { SearchContext } from "./stage.js";

/** The rows on which a formula is fitted first. */
const firstRows = 256;

/** With more constants, as those per group are, so few rows would mislead. */
const mostConstants = 16;

/** The rows on which what a formula leaves is compared with noise. */
const adequacyRows = 2000;

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
  checkConstraints(problem.constraints ?? [], problem.names);
  const evaluator = createEvaluator(problem);
  const { constraints = [] } = problem;
  const domain = domainOf(problem);
  const samples = new Map<number, Evaluator>();
  let leavesOnlyNoise: ((expression: Expression) => boolean) | undefined;
  return {
    problem,
    evaluator,
    front,
    random,
    sample,
    offer,
    isAdequate,
    get isSolved() {
      return front.isSolved;
    },
  };

  function sample(rows: number): Evaluator {
    if (rows >= problem.rows) return evaluator;
    const known = samples.get(rows);
    if (known) return known;
    const fresh = createEvaluator(spreadSample(problem, rows));
    samples.set(rows, fresh);
    return fresh;
  }

  function isAdequate(expression: Expression): boolean {
    leavesOnlyNoise ??= adequacyTest(sample(adequacyRows));
    return leavesOnlyNoise(expression);
  }

  function offer(expression: Expression): Candidate | undefined {
    const dimension = dimensionOfExpression(expression, problem);
    if (!dimension || !agreesInDimension(dimension, problem.targetDimension ?? "free")) return undefined;
    const isSmall = constantsOf(expression).length <= mostConstants;
    const scouted = isSmall ? fitConstants(expression, sample(firstRows)).expression : expression;
    const { expression: fitted, loss } = problem.columnErrors
      ? fitWithColumnErrors(scouted, problem)
      : fitConstants(scouted, evaluator);
    const descriptionLength = descriptionLengthOf(fitted, loss, problem.rows);
    if (!Number.isFinite(descriptionLength)) return undefined;
    if (!constraints.every((constraint) => satisfies(fitted, constraint, domain))) return undefined;
    const candidate = { expression: fitted, loss, complexity: complexityOf(fitted), descriptionLength };
    if (front.keeps(candidate) && constraints.some((constraint) => prove(fitted, constraint, domain) === "fails")) {
      return undefined;
    }
    front.add(candidate);
    return candidate;
  }
}
