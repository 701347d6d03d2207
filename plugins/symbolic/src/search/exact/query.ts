import type { Evaluator } from "../../engine/evaluator.js";
import { apply, type Expression } from "../../expression/expression.js";
import type { TargetTransform } from "../target-transforms.js";

/** What is sought in place of the target: a quantity from which the target follows. */
export interface Query {
  readonly valuesOn: (evaluator: Evaluator) => Float64Array;
  /** The formula of the target from that of the quantity. */
  readonly undo: (expression: Expression) => Expression;
}

/** The target itself. */
export const targetQuery: Query = { valuesOn: ({ target }) => target, undo: (expression) => expression };

/** The transform of a quantity. */
export function transformed(query: Query, { of, undo }: TargetTransform): Query {
  return {
    valuesOn: (evaluator) => query.valuesOn(evaluator).map(of),
    undo: (expression) => query.undo(undo(expression)),
  };
}

/** How a quantity is joined with an operand. */
export const joins = ["subtract", "add", "divide", "multiply"] as const;
/** "from" is the operand minus the quantity. */
export type Join = (typeof joins)[number] | "from";

const backwards = { subtract: "add", add: "subtract", divide: "multiply", multiply: "divide" } as const;

/** The quantity joined with an expression. */
export function joined(query: Query, join: Join, operand: Expression): Query {
  return {
    valuesOn: (evaluator) => joinValues(join, query.valuesOn(evaluator), evaluator.values(operand)),
    undo: (expression) =>
      query.undo(
        join === "from" ? apply("subtract", operand, expression) : apply(backwards[join], expression, operand),
      ),
  };
}

export function joinValues(
  join: Join,
  a: Float64Array,
  b: Float64Array,
  values = new Float64Array(a.length),
): Float64Array {
  if (join === "subtract") for (let i = 0; i < a.length; i++) values[i] = a[i] - b[i];
  else if (join === "from") for (let i = 0; i < a.length; i++) values[i] = b[i] - a[i];
  else if (join === "add") for (let i = 0; i < a.length; i++) values[i] = a[i] + b[i];
  else if (join === "divide") for (let i = 0; i < a.length; i++) values[i] = a[i] / b[i];
  else for (let i = 0; i < a.length; i++) values[i] = a[i] * b[i];
  return values;
}
