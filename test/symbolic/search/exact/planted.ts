import { randomStream } from "@mesoscope/core";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../../plugins/symbolic/dist/expression/print-expression.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import type { SearchContext, Stage } from "../../../../plugins/symbolic/dist/search/stage.js";

/** Rows of a law over a box: the name of every variable with its range. */
export function planted(
  law: string,
  box: Readonly<Record<string, readonly [number, number]>>,
  more: Partial<Problem> & { readonly seed?: number } = {},
): Problem {
  const names = Object.keys(box);
  const rows = more.rows ?? 300;
  const random = randomStream(more.seed ?? 0);
  const columns = Object.values(box).map(([low, high]) =>
    random.uniforms(rows).data.map((u) => low + (high - low) * u),
  );
  const target = valuesOf(law, names, columns);
  return { rows, columns, target, names, constantsMayHaveUnits: false, seed: 0, ...more };
}

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
