import type { RandomStream } from "@mesoscope/core";
import type { Evaluator } from "../../engine/evaluator.js";
import type { Expression } from "../../expression/expression.js";
import { type Budget, withinBudget } from "../budget.js";
import { exactStage } from "../exact/exact-stage.js";
import { noiseStage } from "../noise/noise-stage.js";
import { typicalWorkOfFit } from "../noise/pool.js";
import { searchContext } from "../search-context.js";
import { simpleLaws } from "../simple-laws.js";
import type { SearchContext, Stage } from "../stage.js";
import { isSettled, untilSettled } from "../until-settled.js";
import { fitSurrogate } from "./fit-surrogate.js";
import { joinParts } from "./join-parts.js";
import { partProblems } from "./parts.js";
import { type Joint, offsetOfProduct, separationOf, variablesThatMatter } from "./separation.js";
import { inWhole, leastRows, type Subproblem, surrogateRows } from "./subproblem.js";
import type { Surrogate } from "./surrogate.js";
import { symmetriesOf, symmetryProblem } from "./symmetry.js";

/** Node evaluations of the whole stage. */
const mostWork = 2e9;

/** Node evaluations without a better formula, after which one that leaves nothing but noise is enough for a part. */
const patience = 1e8;

/** What the smaller problems get of the work that is left: the first one with a variable fewer, and all parts. */
const shareOfSymmetry = 0.6;
const shareOfParts = 0.9;

/** A surrogate that leaves more of the variance of rows left out tells no structure. */
const mostLeftOut = 0.15;

/** Where it leaves less than this, the data may be without noise. */
const nearlyExact = 5e-5;

const mostVariables = 12;

/** How often a smaller problem may be divided again. */
const depth = 4;

/** Of its front, and of the rivals to that. */
const formulasPerPart = 4;

/**
 * Divides a problem into smaller ones: where a smooth surrogate of the target is a sum or a product of functions of fewer
 * variables, or depends on two variables only through one, the smaller problems are searched, and their formulas put
 * together. It ends after so much work, and at once where a formula leaves nothing but noise already.
 *
 * @see Udrescu & Tegmark, "AI Feynman: a physics-inspired method for symbolic regression", Science Advances 6 (2020),
 * eaay2631
 */
export const separabilityStage: Stage = (context) => {
  const budget = { left: mostWork };
  return withinBudget(budget, divide(context, depth, budget));
};

/** What is known of a problem that is divided. */
interface Study {
  readonly context: SearchContext;
  readonly sample: Evaluator;
  readonly surrogate: Surrogate;
  /** Those that matter. */
  readonly variables: readonly number[];
  readonly random: RandomStream;
  /** How often it may be divided. */
  readonly levels: number;
  readonly budget: Budget;
}

function* divide(context: SearchContext, levels: number, budget: Budget): Generator<number, void, void> {
  const { length } = context.problem.columns;
  if (levels === 0 || isSettled(context) || length < 2 || length > mostVariables) return;
  const random = context.random.child(21);
  const sample = context.sample(surrogateRows);
  if (sample.rows < leastRows) return;
  const surrogate = yield* fitSurrogate(sample);
  if (!surrogate || surrogate.leftOut > mostLeftOut) return;
  const variables = yield* variablesThatMatter(surrogate, sample.columns, random);
  if (variables.length === 0) return;
  const study = { context, sample, surrogate, variables, random, levels, budget };
  yield* joinVariables(study);
  if (!isSettled(context)) yield* separate(study);
}

/** Searches with one variable in place of two, where there are such. */
function* joinVariables({
  context,
  surrogate,
  variables,
  random,
  levels,
  budget,
}: Study): Generator<number, void, void> {
  const { problem } = context;
  const [symmetry] = yield* symmetriesOf(surrogate, problem, variables, random);
  if (!symmetry) return;
  const stages = surrogate.leftOut < nearlyExact ? [noiseStage, exactStage] : [noiseStage];
  const work = shareOfSymmetry * budget.left;
  yield* offer(context, yield* solve(symmetryProblem(problem, symmetry), levels, stages, work));
}

/** Searches for the parts of a sum, of a product, and of a product with an offset. */
function* separate(study: Study): Generator<number, void, void> {
  const { context, sample, surrogate, variables, random } = study;
  let isSeparable = false;
  for (const joint of ["add", "multiply"] as const) {
    isSeparable = (yield* separateAs(study, joint, 0)) || isSeparable;
    if (isSettled(context)) return;
  }
  if (isSeparable) return;
  yield* separateAs(study, "multiply", yield* offsetOfProduct(surrogate, sample.columns, variables, random));
}

/** Whether there are parts, or variables to do without. */
function* separateAs(
  { context, sample, surrogate, variables, random, levels, budget }: Study,
  joint: Joint,
  offset: number,
): Generator<number, boolean, void> {
  const separation = yield* separationOf(surrogate, sample.columns, variables, joint, offset, random);
  const { parts } = separation;
  if (parts.length === 1 && (joint === "multiply" || variables.length === sample.columns.length)) return false;
  const problems = yield* partProblems(context.problem, sample, surrogate, separation);
  if (problems.length === 0) return false;
  const found: (readonly Expression[])[] = [];
  for (const [p, part] of problems.entries()) {
    const work = (shareOfParts * budget.left) / (problems.length - p);
    found.push(yield* solve(part, levels, [noiseStage], work));
  }
  yield* offer(context, joinParts(found, joint));
  return true;
}

/** The best formulas that so much work finds, in the variables of the whole problem. */
function* solve(
  { problem, meanings }: Subproblem,
  levels: number,
  stages: readonly Stage[],
  work: number,
): Generator<number, readonly Expression[], void> {
  const context = searchContext(problem);
  const budget = { left: work };
  yield* withinBudget(budget, searchParts());
  const { members, rivals } = context.front;
  const shortest = members.toSorted((a, b) => a.descriptionLength - b.descriptionLength);
  return [shortest, rivals]
    .flatMap((some) => some.slice(0, formulasPerPart))
    .map(({ expression }) => inWhole(expression, meanings));

  /** The smallest parts first: what they are is found soonest. */
  function* searchParts(): Generator<number, void, void> {
    yield* simpleLaws(context);
    yield* divide(context, levels - 1, budget);
    for (const stage of stages) if (!isSettled(context)) yield* untilSettled(context, stage(context), patience);
  }
}

function* offer(context: SearchContext, formulas: Iterable<Expression>): Generator<number, void, void> {
  for (const formula of formulas) {
    context.offer(formula);
    yield typicalWorkOfFit(formula, context.problem.rows);
  }
}
