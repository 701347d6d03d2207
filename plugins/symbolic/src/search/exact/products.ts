import { apply, constant, type Expression, fixed, variable } from "../../expression/expression.js";

/** A factor of a product. */
export interface Power {
  readonly base: Expression;
  readonly exponent: number;
}

/** `factor · Π base^exponent`, written with roots, squares and one quotient. */
export function productExpression(powers: readonly Power[], factor = 1): Expression {
  const above = powers.filter(({ exponent }) => exponent > 0).map(({ base, exponent }) => power(base, exponent));
  const below = powers.filter(({ exponent }) => exponent < 0).map(({ base, exponent }) => power(base, -exponent));
  const isUnit = Math.abs(factor - 1) < 1e-9;
  const isMinus = Math.abs(factor + 1) < 1e-9;
  const first = isUnit || isMinus ? [] : [constant(factor)];
  const numerator = multiplied([...first, ...above]);
  const quotient =
    below.length === 0
      ? (numerator ?? fixed(1))
      : numerator
        ? apply("divide", numerator, multiplied(below) as Expression)
        : apply("inverse", multiplied(below) as Expression);
  return isMinus ? apply("negate", quotient) : quotient;
}

/** The product of powers of the variables. */
export function monomialExpression(exponents: readonly number[], factor = 1): Expression {
  return productExpression(
    exponents.flatMap((exponent, index) => (exponent === 0 ? [] : [{ base: variable(index), exponent }])),
    factor,
  );
}

export function power(base: Expression, exponent: number): Expression {
  if (exponent === 1) return base;
  if (exponent === 0.5) return apply("sqrt", base);
  if (exponent === 2) return apply("square", base);
  if (exponent === 3) return apply("cube", base);
  if (exponent === -1) return apply("inverse", base);
  return apply("power", base, isSimpleFraction(exponent) ? fixed(exponent) : constant(exponent));
}

function multiplied(factors: readonly Expression[]): Expression | undefined {
  return factors.length === 0 ? undefined : factors.reduce((product, next) => apply("multiply", product, next));
}

/** Exponents of laws are fractions of small numbers; others are constants to fit. */
const denominators = [1, 2, 3, 4];

function isSimpleFraction(exponent: number): boolean {
  return roundedExponent(exponent) === exponent;
}

/** The fraction of small numbers nearby, or the exponent as it is. */
export function roundedExponent(exponent: number): number {
  for (const denominator of denominators) {
    const fraction = Math.round(exponent * denominator) / denominator;
    if (Math.abs(fraction - exponent) < 1e-5 && Math.abs(fraction) <= 12) return fraction === 0 ? 0 : fraction;
  }
  return exponent;
}
