import { type Expression, operandsOf, sizeOf } from "../../expression/expression.js";
import { nodeAt, replaceAt } from "../../expression/tree-places.js";
import { descriptionLengthOf } from "../description-length.js";
import type { Individual } from "./archive.js";

/**
 * The formula without the parts that do not pay for their length: in one pass over its nodes operators give way to one of
 * their operands. Yields after every fit.
 */
export function* shorter(
  individual: Individual,
  rows: number,
  fitted: (expression: Expression) => Individual | undefined,
): Generator<void, Individual, void> {
  const length = ({ expression, loss }: Individual) => descriptionLengthOf(expression, loss, rows);
  let best = individual;
  for (let place = sizeOf(best.expression) - 1; place >= 0; place = Math.min(place, sizeOf(best.expression)) - 1) {
    const { expression } = best;
    for (const operand of operandsOf(nodeAt(expression, place))) {
      const less = fitted(replaceAt(expression, place, operand));
      if (less && length(less) < length(best)) best = less;
      yield;
    }
  }
  return best;
}
