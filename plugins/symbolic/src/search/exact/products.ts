import { apply, constant, type Expression, fixed, variable } from "../../expression/expression.js";

/** A factor of a product. */
export interface Power {
  readonly base: Expression;
  readonly exponent: number;
}

/** `Π base^exponent`, written with roots, squares and one quotient. */
export function productExpression(powers: readonly Power[]): Expression {
  const above = powers.filter(({ exponent }) => exponent > 0).map(({ base, exponent }) => power(base, exponent));
  const below = powers.filter(({ exponent }) => exponent < 0).map(({ base, exponent }) => power(base, -exponent));
  const [numerator, denominator] = [multiplied(above), multiplied(below)];
  if (!denominator) return numerator ?? fixed(1);
  return numerator ? apply("divide", numerator, denominator) : apply("inverse", denominator);
}

/** The product of powers of the variables. */
export function monomialExpression(exponents: readonly number[]): Expression {
  return productExpression(
    exponents.flatMap((exponent, index) => (exponent === 0 ? [] : [{ base: variable(index), exponent }])),
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
