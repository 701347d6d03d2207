import { apply, constant, type Expression, fixed } from "./expression.js";
import type { UnaryOperator } from "./operators.js";

const operatorOfPower: Readonly<Record<string, UnaryOperator>> = {
  2: "square",
  3: "cube",
  0.5: "sqrt",
  [-1]: "inverse",
};

/** The power in its shortest form. An exponent with a denominator of 2, 3, 4, 6 or 12 is structure. */
export function powerOf(base: Expression, exponent: Expression): Expression {
  if (exponent.kind !== "constant") return apply("power", base, exponent);
  const { value } = exponent;
  if (value === 1) return base;
  const operator = operatorOfPower[value];
  if (operator) return apply(operator, base);
  return apply("power", base, exponent.fixed || isSimpleFraction(value) ? fixed(value) : constant(value));
}

function isSimpleFraction(value: number): boolean {
  return Math.abs(12 * value - Math.round(12 * value)) < 1e-12 * Math.abs(value);
}
