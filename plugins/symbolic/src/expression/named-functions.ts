import { ValueError } from "@mesoscope/sdk";
import { evaluateExpression } from "./evaluate-expression.js";
import { apply, constant, type Expression, fixed, operandsOf } from "./expression.js";
import { type UnaryOperator, unaryOperators } from "./operators.js";
import { powerOf } from "./power-of.js";

/** Of operators, by the names that mathjs gives them. */
export const operations: Readonly<Record<string, (a: Expression, b: Expression) => Expression>> = {
  unaryMinus: (a) => apply("negate", a),
  unaryPlus: (a) => a,
  add: (a, b) => apply("add", a, b),
  subtract: (a, b) => apply("subtract", a, b),
  multiply: (a, b) => apply("multiply", a, b),
  dotMultiply: (a, b) => apply("multiply", a, b),
  divide: quotient,
  dotDivide: quotient,
  pow: powerOf,
  dotPow: powerOf,
};

const one = fixed(1);

/** By name; the keys tell how many arguments they take. */
export const functions: Readonly<
  Record<1 | 2, Readonly<Record<string, (a: Expression, b: Expression) => Expression>>>
> = {
  1: {
    ...Object.fromEntries(unaryOperators.map((name) => [name, (a: Expression) => apply(name, a)])),
    ...synonyms({ ln: "log", fabs: "abs", arcsin: "asin", arccos: "acos", arctan: "atan" }),
    log2: (a) => apply("divide", apply("log", a), fixed(Math.LN2)),
    log10: (a) => apply("divide", apply("log", a), fixed(Math.LN10)),
    log1p: (a) => apply("log", apply("add", one, a)),
    expm1: (a) => apply("subtract", apply("exp", a), one),
    cbrt: (a) => powerOf(a, fixed(1 / 3)),
    sec: (a) => apply("inverse", apply("cos", a)),
    csc: (a) => apply("inverse", apply("sin", a)),
    cot: (a) => apply("inverse", apply("tan", a)),
  },
  2: {
    pow: powerOf,
    nthRoot: (a, n) => powerOf(a, folded(quotient(one, n))),
    log: (a, base) => folded(apply("divide", apply("log", a), folded(apply("log", base)))),
  },
};

/** Numbers with a name, which are part of the structure. */
export const exactNumbers: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** The value of an operation on numbers; structure only where all of them are. */
export function folded(expression: Expression): Expression {
  const operands = operandsOf(expression);
  if (operands.length === 0 || operands.some(({ kind }) => kind !== "constant")) return expression;
  const value = evaluateExpression(expression, [], 1)[0]!;
  if (!Number.isFinite(value)) {
    throw new ValueError(
      "BAD_EXPRESSION",
      "parseExpression: a part of the formula without variables has no finite value. Check for divisions by 0.",
    );
  }
  return operands.every((operand) => operand.kind === "constant" && operand.fixed) ? fixed(value) : constant(value);
}

function quotient(a: Expression, b: Expression): Expression {
  const isInverse = a.kind === "constant" && a.fixed && a.value === 1;
  return isInverse ? apply("inverse", b) : apply("divide", a, b);
}

function synonyms(names: Readonly<Record<string, UnaryOperator>>): Record<string, (a: Expression) => Expression> {
  return Object.fromEntries(
    Object.entries(names).map(([name, operator]) => [name, (a: Expression) => apply(operator, a)]),
  );
}
