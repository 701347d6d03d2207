import type { SearchContext } from "../stage.js";
import { untilSettled } from "../until-settled.js";
import { evolve } from "./evolve.js";
import { wholeFormula } from "./form.js";

/**
 * Evolves formulas until it is stopped, one is exact, or no better one than a formula that leaves nothing but noise is
 * found for long: from the front, from small formulas, and from what it finds. Where
 * the variables have units, only formulas of the right unit are made.
 */
export function evolutionStage(context: SearchContext): Generator<number, void, void> {
  return untilSettled(context, evolve(context, wholeFormula(context.problem)));
}
