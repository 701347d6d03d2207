import type { SearchContext } from "../stage.js";
import { offerWithGroupConstants } from "./with-group-constants.js";

/**
 * Tries for the formulas on the front which constants have a value of their own in every group of rows. It has nothing to
 * do where the problem has no groups.
 */
export function* liftStage(context: SearchContext): Generator<number, void, void> {
  if (!context.problem.groups) return;
  for (const { expression } of context.front.members) yield* offerWithGroupConstants(context, expression);
}
