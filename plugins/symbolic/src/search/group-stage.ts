import { fitConstants } from "../engine/fit-constants.js";
import { apply, constantsOf, type Expression, nodesOf, sizeOf } from "../expression/expression.js";
import type { Candidate } from "./candidate.js";
import { descriptionLengthOf } from "./description-length.js";
import { replaceAt } from "./evolution/tree-places.js";
import { fits, unitClassesOf } from "./evolution/unit-classes.js";
import type { SearchContext } from "./stage.js";

/**
 * Tries for the formulas on the front which constants have a value of their own in every group of rows, one after the
 * other as long as the description gets shorter by it; a factor or an offset per group may be new. It has nothing to do
 * where the problem has no groups.
 */
export function* groupStage(context: SearchContext): Generator<number, void, void> {
  if (!context.problem.groups) return;
  for (const member of context.front.members) yield* withGroupConstants(context, member);
}

function* withGroupConstants(context: SearchContext, member: Candidate): Generator<number, void, void> {
  const { problem, evaluator } = context;
  const groups = problem.groups?.reduce((most, group) => Math.max(most, group), 0) ?? 0;
  const units = unitClassesOf(problem);
  let best: Pick<Candidate, "expression" | "descriptionLength"> = member;
  for (let hasImproved = true; hasImproved; ) {
    hasImproved = false;
    for (const trial of choices(best.expression, groups + 1)) {
      if (!fits(units.of(trial), units.target)) continue;
      const { expression, loss } = fitConstants(trial, evaluator);
      const descriptionLength = descriptionLengthOf(expression, loss, problem.rows);
      yield 30 * (constantsOf(trial).length + 1) * sizeOf(trial) * problem.rows;
      if (!(descriptionLength < best.descriptionLength)) continue;
      best = { expression, descriptionLength };
      hasImproved = true;
    }
  }
  if (best !== member) context.offer(best.expression);
}

/** The formula with one more constant per group: in place of a constant, as a factor or as an offset. */
function choices(expression: Expression, groups: number): Expression[] {
  const perGroup = (value: number): Expression => ({
    kind: "groupConstant",
    values: new Array<number>(groups).fill(value),
  });
  const swapped = [...nodesOf(expression)].flatMap((node, place) =>
    node.kind === "constant" && !node.fixed ? [replaceAt(expression, place, perGroup(node.value))] : [],
  );
  return [...swapped, apply("multiply", perGroup(1), expression), apply("add", perGroup(0), expression)];
}
