import { fitConstants } from "../../engine/fit-constants.js";
import type { Expression } from "../../expression/expression.js";
import { descriptionLengthOf } from "../description-length.js";
import { evolve } from "../evolution/evolve.js";
import { fits, unitClassesOf } from "../evolution/unit-classes.js";
import { vocabularyOf } from "../evolution/vocabulary.js";
import type { SearchContext, Stage } from "../stage.js";
import { untilSettled } from "../until-settled.js";
import { workOfFit } from "../work-of-fit.js";
import { fitFromManyStarts } from "./fit-from-many-starts.js";
import { neighbours } from "./neighbours.js";
import type { Template } from "./template.js";
import { templateForm } from "./template-form.js";

/** A formula to start from, or a form that the law has. */
export type Guess = Expression | Template;

/**
 * Tries what users expect: a formula is fitted, and then all formulas one step away from it; of a template the
 * placeholders are searched for, until one leaves nothing but noise; of a fixed form only the constants are fitted, from
 * many starts. A guess in the middle of a search is a stage of its own.
 */
export function guessesStage(guesses: readonly Guess[]): Stage {
  return function* (context) {
    for (const guess of guesses) {
      if (!isTemplate(guess)) yield* tryFormula(context, guess);
      else if (guess.placeholders.length === 0) yield* fitForm(context, guess.expression);
    }
    const searches = guesses.filter(isTemplate).filter(({ placeholders }) => placeholders.length > 0);
    const steps = searches.map((template) => evolve(context, templateForm(context.problem, template)));
    yield* untilSettled(context, inTurns(steps));
  };
}

function isTemplate(guess: Guess): guess is Template {
  return "placeholders" in guess;
}

/** Rows on which the constants of a formula are looked for. */
const scoutRows = 200;

function* fitForm(context: SearchContext, expression: Expression): Generator<number, Expression, void> {
  const { random, evaluator } = context;
  const { expression: fitted } = yield* fitFromManyStarts(expression, evaluator, context.sample(scoutRows), random);
  context.offer(fitted);
  return fitted;
}

/** What a neighbour has to be better by, in nats, than the guess to be fitted on all rows. */
const worthwhile = 1;

function* tryFormula(context: SearchContext, guess: Expression): Generator<number, void, void> {
  const fitted = yield* fitForm(context, guess);
  const units = unitClassesOf(context.problem);
  const scout = context.sample(scoutRows);
  const lengthOf = (expression: Expression, loss: number) => descriptionLengthOf(expression, loss, scout.rows);
  const own = lengthOf(fitted, scout.loss(fitted));
  for (const neighbour of neighbours(fitted, vocabularyOf(context.problem))) {
    if (context.isSolved) return;
    if (!fits(units.of(neighbour), units.target)) continue;
    const { expression, loss } = fitConstants(neighbour, scout);
    if (lengthOf(expression, loss) < own - worthwhile) context.offer(expression);
    yield workOfFit(neighbour, scout.rows, 30);
  }
}

/** One step of each search after the other, until all have ended. */
function* inTurns(searches: readonly Generator<number, void, void>[]): Generator<number, void, void> {
  let running = [...searches];
  while (running.length > 0) {
    const ended = new Set<Generator>();
    for (const search of running) {
      const { done, value } = search.next();
      if (done) ended.add(search);
      else yield value;
    }
    running = running.filter((search) => !ended.has(search));
  }
}
