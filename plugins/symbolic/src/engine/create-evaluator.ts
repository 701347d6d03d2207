import type { Expression } from "../expression/expression.js";
import { compile } from "./compile.js";
import { compiledExecutor } from "./compiled-executor.js";
import type { Evaluator, EvaluatorData } from "./evaluator.js";
import type { Executor } from "./executor.js";
import { portableExecutor } from "./portable-executor.js";
import { type RowLayout, rowLayout } from "./row-layout.js";

/** With the compiled kernels, or in TypeScript where they are missing. */
export function createEvaluator(data: EvaluatorData): Evaluator {
  return evaluatorWith(data, (layout) => compiledExecutor(layout) ?? portableExecutor(layout));
}

/** With the executor of one's choice. */
export function evaluatorWith(data: EvaluatorData, executorOf: (layout: RowLayout) => Executor): Evaluator {
  const { columns, target, weights, groups } = data;
  const rows = target.length;
  const layout = rowLayout(data);
  const executor = executorOf(layout);
  const { order } = layout;
  const total = layout.totalWeight * layout.variance;
  return {
    rows,
    columns,
    target,
    weights,
    groups,
    values: (expression) => inOrder(executor.values(compile(expression))),
    tangents(expression) {
      const { values, tangents } = executor.tangents(compile(expression));
      return { values: inOrder(values), tangents: tangents.map(inOrder) };
    },
    loss: (expression: Expression) => lossOf(executor.squaredError(compile(expression))),
    scaledLoss: (expression) => lossOf(executor.scaledError(compile(expression))),
    scoutLoss: (expression) => lossOf(executor.scoutError(compile(expression))),
    normalEquations(program) {
      const { squaredError, gram, gradient } = executor.normalEquations(program);
      const fraction = (sum: number) => sum / total;
      return { loss: lossOf(squaredError), gram: gram.map(fraction), gradient: gradient.map(fraction) };
    },
  };

  function lossOf(squaredError: number): number {
    if (squaredError === 0) return 0;
    return Number.isFinite(squaredError) ? squaredError / total : Number.POSITIVE_INFINITY;
  }

  /** The rows of the data again. */
  function inOrder(numbers: Float64Array): Float64Array {
    const result = new Float64Array(rows);
    order.forEach((row, i) => {
      result[row] = numbers[i] as number;
    });
    return result;
  }
}
