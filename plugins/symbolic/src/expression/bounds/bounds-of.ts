import type { Expression } from "../expression.js";
import { isBinary, type UnaryOperator } from "../operators.js";
import { empty, hull, type Interval } from "./interval.js";
import { binaryBounds, unaryBounds } from "./interval-arithmetic.js";

/**
 * Numbers between which all values of a formula lie when its variables lie in a box: never too narrow, often too wide.
 * Where the formula has no value, as the logarithm of a negative number, there is none to enclose; NaN if that is so
 * everywhere.
 *
 * @param box an interval per variable, in the order of the columns
 *
 * @example
 * const { low, high } = boundsOf(parseExpression("x^2 - x", ["x"]), [{ low: 0, high: 2 }]);
 * [Math.round(low), Math.round(high)]; // [-2, 4]
 *
 * @see Moore, Kearfott and Cloud, Introduction to Interval Analysis (2009), chapters 2–5
 */
export function boundsOf(expression: Expression, box: readonly Interval[]): Interval {
  if (expression.kind === "constant") return { low: expression.value, high: expression.value };
  if (expression.kind === "groupConstant") return hull(expression.values);
  if (expression.kind === "variable") return box[expression.index] ?? empty;
  const { operator } = expression;
  const [a, b] = expression.operands as [Expression, Expression];
  if (isBinary(operator)) return binaryBounds(operator, boundsOf(a, box), boundsOf(b, box));
  return unaryBounds(operator as UnaryOperator, boundsOf(a, box));
}

/** Whether the formula has a finite value everywhere in the box; `false` also where that cannot be seen. */
export function isDefinedOn(expression: Expression, box: readonly Interval[]): boolean {
  if (expression.kind !== "apply") return true;
  if (!expression.operands.every((operand) => isDefinedOn(operand, box))) return false;
  const [a, b] = expression.operands.map((operand) => boundsOf(operand, box)) as [Interval, Interval];
  const bounds = boundsOf(expression, box);
  if (!Number.isFinite(bounds.low) || !Number.isFinite(bounds.high)) return false;
  switch (expression.operator) {
    case "sqrt":
      return a.low >= 0;
    case "log":
      return a.low > 0;
    case "asin":
    case "acos":
      return a.low >= -1 && a.high <= 1;
    case "inverse":
      return a.low > 0 || a.high < 0;
    case "divide":
      return b.low > 0 || b.high < 0;
    case "power":
      return (
        a.low > 0 ||
        (b.low === b.high && (a.low === 0 ? b.low > 0 : Number.isInteger(b.low) && b.low > 0)) ||
        a.high < 0
      );
    default:
      return true;
  }
}
