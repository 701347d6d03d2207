import { randomStream } from "@mesoscope/core";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import type { Problem } from "../../../plugins/symbolic/dist/search/problem.js";
import type { SearchContext, Stage } from "../../../plugins/symbolic/dist/search/stage.js";

interface Options extends Partial<Problem> {
  readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly rows?: number;
  /** Of the standard deviation of the target. */
  readonly noise?: number;
  /** Of the rows and the noise; `seed` is that of the search. */
  readonly drawSeed?: number;
}

/** Rows drawn evenly from the ranges of the variables, and the values of the law there. */
export function problemOf(law: string, options: Options): Problem {
  const { ranges, rows = 300, noise = 0, drawSeed = 17, ...rest } = options;
  const random = randomStream(drawSeed);
  const names = Object.keys(ranges);
  const columns = Object.values(ranges).map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.uniform()),
  );
  const values = evaluateExpression(parseExpression(law, names), columns, rows);
  const mean = values.reduce((sum, value) => sum + value, 0) / rows;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  const target = values.map((value) => value + noise * deviation * random.normal());
  return { rows, columns, target, names, constantsMayHaveUnits: false, seed: 0, ...rest };
}

/** Runs a stage until it ends or has done so much work. */
export function run(stage: Stage, context: SearchContext, mostWork = Number.POSITIVE_INFINITY): number {
  let total = 0;
  for (const work of stage(context)) {
    total += work;
    if (total > mostWork) break;
  }
  return total;
}
