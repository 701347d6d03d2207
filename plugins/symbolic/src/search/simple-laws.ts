import { apply, constant, type Expression, variable } from "../expression/expression.js";
import { powerLaws } from "./power-laws.js";
import type { SearchContext } from "./stage.js";

/** A sum over more variables than these says little. */
const mostTerms = 8;

/**
 * What everybody tries first, in milliseconds, so that a search has something to show from its start: straight lines in
 * one and in all variables, powers of one, and the product of powers of all.
 */
export function* simpleLaws(context: SearchContext): Generator<number, void, void> {
  const { columns, rows } = context.problem;
  const all = columns.map((_, i) => i).slice(0, mostTerms);
  for (const variables of [...columns.map((_, i) => [i]), all]) {
    context.offer(line(variables));
    yield 100 * rows;
  }
  yield* powerLaws(context);
}

function line(variables: readonly number[]): Expression {
  return variables.reduce<Expression>(
    (sum, i) => apply("add", sum, apply("multiply", constant(1), variable(i))),
    constant(0),
  );
}
