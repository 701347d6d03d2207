import { complexityOf } from "../../expression/complexity.js";
import { apply, type Expression, fixed } from "../../expression/expression.js";

/** A base to a power. */
export interface Factor {
  readonly base: Expression;
  readonly exponent: number;
}

/** The simplest way to write a product of powers; halves of exponents become square roots. */
export function powerProduct(factors: readonly Factor[]): Expression {
  const present = factors.filter(({ exponent }) => exponent !== 0);
  const separate = withRootsApart(present);
  const allHalves = present.length > 0 && present.every(({ exponent }) => Math.abs(exponent % 1) === 0.5);
  if (!allHalves) return separate;
  const doubled = present.map(({ base, exponent }) => ({ base, exponent: 2 * exponent }));
  const whole = apply("sqrt", quotient(doubled));
  return complexityOf(whole) <= complexityOf(separate) ? whole : separate;
}

/** The whole parts of the exponents outside, the halves left over together under one root. */
function withRootsApart(factors: readonly Factor[]): Expression {
  const halves = factors.filter(({ exponent }) => Math.abs(exponent % 1) === 0.5);
  const under = halves.map(({ base, exponent }) => ({ base, exponent: Math.sign(exponent) }));
  const whole = factors.map(({ base, exponent }) =>
    Math.abs(exponent % 1) === 0.5 ? { base, exponent: exponent - Math.sign(exponent) / 2 } : { base, exponent },
  );
  if (under.length === 0) return quotient(whole);
  const isBelow = under.every(({ exponent }) => exponent < 0);
  const root = apply("sqrt", quotient(isBelow ? under.map(({ base }) => ({ base, exponent: 1 })) : under));
  return quotient([...whole, { base: root, exponent: isBelow ? -1 : 1 }]);
}

function quotient(factors: readonly Factor[]): Expression {
  const above = factors.filter(({ exponent }) => exponent > 0).map(power);
  const below = factors.filter(({ exponent }) => exponent < 0).map(power);
  if (below.length === 0) return above.length === 0 ? fixed(1) : product(above);
  return above.length === 0 ? apply("inverse", product(below)) : apply("divide", product(above), product(below));
}

function product(factors: readonly Expression[]): Expression {
  return factors.reduce((left, right) => apply("multiply", left, right));
}

function power({ base, exponent }: Factor): Expression {
  const size = Math.abs(exponent);
  if (size === 1) return base;
  if (size === 2) return apply("square", base);
  if (size === 3) return apply("cube", base);
  if (size === 4) return apply("square", apply("square", base));
  return apply("power", base, fixed(size));
}
