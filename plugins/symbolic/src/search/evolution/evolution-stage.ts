import type { SearchContext } from "../stage.js";
import { evolve } from "./evolve.js";
import { wholeFormula } from "./form.js";

/**
 * Evolves formulas until it is stopped or one is exact: from the front, from small formulas, and from what it finds. Where
 * the variables have units, only formulas of the right unit are made.
 */
export function evolutionStage(context: SearchContext): Generator<number, void, void> {
  return evolve(context, wholeFormula(context.problem));
}
