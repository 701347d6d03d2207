import { createEvaluator } from "../engine/create-evaluator.js";
import { constantsOf } from "../expression/expression.js";
import type { FormulaData } from "./formula-data.js";
import type { Rows } from "./read-rows.js";

/** How the values of a formula vary because its constants are not known exactly. */
export interface ConstantSpread {
  readonly variance: Float64Array;
  /** Of the values in two rows. */
  covariance(i: number, j: number): number;
}

/**
 * By the delta method: `J C Jᵀ` with the derivatives by the constants, and their covariance. 0 where that is not known.
 *
 * @see Seber and Wild, Nonlinear Regression (1989), section 5.1
 */
export function constantSpread(
  { expression, covariance }: FormulaData,
  { columns, count, groups }: Rows,
): ConstantSpread {
  if (!covariance) return { variance: new Float64Array(count), covariance: () => 0 };
  const k = constantsOf(expression).length;
  const { tangents } = createEvaluator({ columns, target: new Float64Array(count), groups }).tangents(expression);
  const between = (i: number, j: number) => {
    let sum = 0;
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) sum += tangents[a][i] * covariance[a * k + b] * tangents[b][j];
    return sum;
  };
  return {
    variance: Float64Array.from({ length: count }, (_, i) => Math.max(between(i, i), 0)),
    covariance: between,
  };
}
