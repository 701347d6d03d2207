import type { Evaluator } from "../../engine/evaluator.js";
import { fitConstants } from "../../engine/fit-constants.js";
import { apply, constant, constantsOf, type Expression, nodesOf } from "../../expression/expression.js";
import { replaceAt } from "../../expression/tree-places.js";
import { descriptionLengthOf } from "../description-length.js";
import { fits, unitClassesOf } from "../evolution/unit-classes.js";
import type { SearchContext } from "../stage.js";
import { workOfFit } from "../work-of-fit.js";

/** Rows on which it is decided which constants differ between groups. */
const decidingRows = 2000;

/** With more constants the equations of a fit take too long to solve. */
const mostConstants = 200;

/** Steps of a fit. */
const iterations = 30;

interface Fitted {
  readonly expression: Expression;
  readonly descriptionLength: number;
}

/**
 * Offers the formula with a value per group for those constants that shorten its description by it: in place of one for
 * all, as a factor or as an offset, one after the other, the most useful first. A value per group that says nothing becomes
 * one for all again.
 */
export function* offerWithGroupConstants(context: SearchContext, start: Expression): Generator<number, void, void> {
  const { problem } = context;
  const groups = 1 + (problem.groups?.reduce((most, group) => Math.max(most, group), 0) ?? 0);
  const units = unitClassesOf(problem);
  const evaluator = context.sample(decidingRows);
  let best = fitted(start, evaluator);
  for (let next = best; ; best = next) {
    for (const trial of choices(best.expression, groups)) {
      if (constantsOf(trial).length > mostConstants || !fits(units.of(trial), units.target)) continue;
      const found = fitted(trial, evaluator);
      if (found.descriptionLength < next.descriptionLength) next = found;
      yield workOfFit(trial, evaluator.rows, iterations);
    }
    if (next === best) break;
  }
  context.offer(best.expression);
}

function fitted(start: Expression, evaluator: Evaluator): Fitted {
  const { expression, loss } = fitConstants(start, evaluator, { maxIterations: iterations });
  return { expression, descriptionLength: descriptionLengthOf(expression, loss, evaluator.rows) };
}

/** The formulas with one constant more, or one fewer, that differs between groups; and those without one of the others. */
function choices(expression: Expression, groups: number): Expression[] {
  const perGroup = (value: number): Expression => ({
    kind: "groupConstant",
    values: new Array<number>(groups).fill(value),
  });
  const changed = [...nodesOf(expression)].flatMap((node, place) => {
    const instead = node.kind === "constant" && !node.fixed ? [perGroup(node.value)] : withoutOne(node);
    return instead.map((each) => replaceAt(expression, place, each));
  });
  return [...changed, apply("multiply", perGroup(1), expression), apply("add", perGroup(0), expression)];
}

/** A factor or an offset for all is needless beside one per group. */
function withoutOne(node: Expression): Expression[] {
  if (node.kind === "groupConstant") return [constant(medianOf(node.values))];
  if (node.kind !== "apply" || (node.operator !== "multiply" && node.operator !== "add")) return [];
  const [a, b] = node.operands as [Expression, Expression];
  return [...(isFree(a) ? [b] : []), ...(isFree(b) ? [a] : [])];
}

function isFree(node: Expression): boolean {
  return node.kind === "constant" && !node.fixed;
}

/** Groups in which the law hardly shows may have values far off. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
