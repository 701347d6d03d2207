import type { Expression } from "../expression.js";
import { toSum } from "./to-sum.js";
import { toTree } from "./to-tree.js";

/**
 * The formula as a sum of products in a fixed order, with numbers computed, powers and exponentials joined and no constant
 * more than it takes: `c·(d·x)` is `c·x`. Where the formula has a value it keeps it, to rounding; it may gain a value where
 * it had none, as `log(exp(x))` and `sqrt(x)^2` do. Products of sums are not multiplied out, for they would grow.
 *
 * @example
 * const names = ["x", "y"];
 * printExpression(canonicalForm(parseExpression("2.5*(y*3*x) - -sqrt(x)/sqrt(y)", names)), names); // "7.5 * x * y + sqrt(x / y)"
 */
export function canonicalForm(expression: Expression): Expression {
  return toTree(toSum(expression));
}

/**
 * A text that formulas have in common if they differ in the values of their fitted constants only, and in how they are
 * written.
 */
export function formOf(expression: Expression): string {
  return toSum(expression).form;
}

/**
 * Whether two formulas are the same but for the values of their fitted constants. Those that are equal by an identity that
 * `canonicalForm` does not know, such as sin² + cos² = 1, are taken for different.
 *
 * @example
 * hasSameForm(parseExpression("2 * (3 * x)", ["x"]), parseExpression("x / 4", ["x"])); // true
 */
export function hasSameForm(a: Expression, b: Expression): boolean {
  return formOf(a) === formOf(b);
}
