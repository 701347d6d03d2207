import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../../plugins/symbolic/dist/expression/print-expression.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import type { SearchContext, Stage } from "../../../../plugins/symbolic/dist/search/stage.js";

export function valuesOf(law: string, names: readonly string[], columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]!.length;
  return createEvaluator({ columns, target: new Float64Array(rows) }).values(parseExpression(law, names));
}

/** Runs a stage to its end. */
export function run(stage: Stage, problem: Problem): SearchContext & { readonly work: number } {
  const context = searchContext(problem);
  let work = 0;
  for (const own of stage(context)) work += own;
  return Object.assign(context, { work });
}

/** The chosen formula as text; empty where there is none. */
export function chosen({ front, problem }: SearchContext): string {
  return front.best ? printExpression(front.best.expression, problem.names) : "";
}
