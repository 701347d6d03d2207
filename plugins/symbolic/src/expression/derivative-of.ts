import { apply, constant, type Expression, fixed, variablesOf } from "./expression.js";
import { type BinaryOperator, isBinary, type UnaryOperator } from "./operators.js";
import { powerOf } from "./power-of.js";

/**
 * The partial derivative of a formula by the variable with this index. A constant may occur in it several times, so it is
 * for evaluating, not for fitting.
 *
 * @example
 * const slope = derivativeOf(parseExpression("x^2 * sin(y)", ["x", "y"]), 0);
 * printExpression(canonicalForm(slope), ["x", "y"]); // "2 * x * sin(y)"
 */
export function derivativeOf(expression: Expression, variable: number): Expression {
  if (expression.kind === "variable") return expression.index === variable ? one : zero;
  if (expression.kind !== "apply" || !variablesOf(expression).includes(variable)) return zero;
  const { operator } = expression;
  const [a, b] = expression.operands as [Expression, Expression];
  const slope = derivativeOf(a, variable);
  if (isBinary(operator)) return binarySlope(operator, a, b, slope, derivativeOf(b, variable));
  return times(slopes[operator](a), slope);
}

const zero = fixed(0);
const one = fixed(1);
const square = (a: Expression) => apply("square", a);
const inverse = (a: Expression) => apply("inverse", a);

/** The derivative of every function by its argument. */
const slopes: Readonly<Record<UnaryOperator, (a: Expression) => Expression>> = {
  negate: () => fixed(-1),
  inverse: (a) => apply("negate", inverse(square(a))),
  square: (a) => times(fixed(2), a),
  cube: (a) => times(fixed(3), square(a)),
  sqrt: (a) => apply("divide", fixed(0.5), apply("sqrt", a)),
  abs: (a) => apply("divide", a, apply("abs", a)),
  exp: (a) => apply("exp", a),
  log: inverse,
  sin: (a) => apply("cos", a),
  cos: (a) => apply("negate", apply("sin", a)),
  tan: (a) => plus(one, square(apply("tan", a))),
  asin: (a) => inverse(apply("sqrt", minus(one, square(a)))),
  acos: (a) => apply("negate", inverse(apply("sqrt", minus(one, square(a))))),
  atan: (a) => inverse(plus(one, square(a))),
  sinh: (a) => apply("cosh", a),
  cosh: (a) => apply("sinh", a),
  tanh: (a) => minus(one, square(apply("tanh", a))),
};

function binarySlope(
  operator: BinaryOperator,
  a: Expression,
  b: Expression,
  da: Expression,
  db: Expression,
): Expression {
  switch (operator) {
    case "add":
      return plus(da, db);
    case "subtract":
      return minus(da, db);
    case "multiply":
      return plus(times(da, b), times(a, db));
    case "divide":
      return minus(over(da, b), over(times(a, db), square(b)));
    case "power":
      return plus(times(powerSlope(a, b), da), times(times(apply("power", a, b), apply("log", a)), db));
  }
}

/** `b · a^(b−1)`. */
function powerSlope(base: Expression, exponent: Expression): Expression {
  if (exponent.kind !== "constant") return times(exponent, apply("power", base, minus(exponent, one)));
  const lower = exponent.fixed ? fixed(exponent.value - 1) : constant(exponent.value - 1);
  return times(exponent, powerOf(base, lower));
}

function isNumber(node: Expression, value: number): boolean {
  return node.kind === "constant" && node.value === value;
}

function plus(a: Expression, b: Expression): Expression {
  return isNumber(a, 0) ? b : isNumber(b, 0) ? a : apply("add", a, b);
}

function minus(a: Expression, b: Expression): Expression {
  if (isNumber(b, 0)) return a;
  return isNumber(a, 0) ? apply("negate", b) : apply("subtract", a, b);
}

function times(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0) || isNumber(b, 0)) return zero;
  return isNumber(a, 1) ? b : isNumber(b, 1) ? a : apply("multiply", a, b);
}

function over(a: Expression, b: Expression): Expression {
  return isNumber(a, 0) ? zero : apply("divide", a, b);
}
