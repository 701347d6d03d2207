import { apply, type Expression, fixed } from "../expression/expression.js";

/** A number that reads well, as a fitted one may mean it. */
export interface TidyNumber {
  readonly value: number;
  /** How it is made of whole numbers and π, or a short decimal number. */
  readonly expression: Expression;
  /** Nats to write it down. */
  readonly cost: number;
}

const largestNumerator = 360;
const largestDenominator = 64;
/** Digits of a decimal number. */
const mostDigits = 5;
/** Constants that are computed are never surer than this, relatively. */
const rounding = 1e-9;
/** Nats by which a tidy number must be the shorter one: of numbers without a meaning some 5 % are given one. */
const nats = 2;
const costOfRoot = 3;
const costOfDecimal = 1;

interface Factor {
  readonly value: number;
  readonly cost: number;
  /** The factor times p / q. */
  readonly times: (p: number, q: number) => Expression;
}

const pi = fixed(Math.PI);

/** What rationals are multiplied by. */
const factors: readonly Factor[] = [
  { value: 1, cost: 0, times: (p, q) => over(fixed(p), q) },
  { value: Math.PI, cost: 2, times: (p, q) => over(scaled(p, pi), q) },
  { value: Math.PI ** 2, cost: 3, times: (p, q) => over(scaled(p, apply("square", pi)), q) },
  { value: 1 / Math.PI, cost: 3, times: (p, q) => apply("divide", fixed(p), scaled(q, pi)) },
];

/**
 * The cheapest of the rational numbers, their multiples of π, π² and 1/π, the square roots of these and short decimal
 * numbers that lies within twice the standard error; `undefined` where one so tidy may lie so close by chance.
 */
export function tidyNumber(value: number, standardError: number): TidyNumber | undefined {
  const size = Math.abs(value);
  const reach = Math.max(2 * standardError, rounding * size);
  if (!(size > reach && size < Number.POSITIVE_INFINITY)) return undefined;
  const most = Math.log(size / (2 * reach)) - nats;
  const best = [...multiples(size, reach), ...roots(size, reach), ...decimals(size, reach)]
    .filter(({ cost }) => cost <= most)
    .reduce<TidyNumber | undefined>((least, one) => (least && least.cost <= one.cost ? least : one), undefined);
  return best && value < 0 ? { ...best, value: -best.value, expression: negated(best.expression) } : best;
}

function multiples(size: number, reach: number): TidyNumber[] {
  return factors.flatMap(({ value, cost, times }) => {
    const found = simplestRational(size / value, reach / value);
    if (!found) return [];
    const [p, q] = found;
    return [{ value: (p / q) * value, expression: times(p, q), cost: Math.log(p * q) + cost }];
  });
}

function roots(size: number, reach: number): TidyNumber[] {
  return multiples(size ** 2, 2 * size * reach).map(({ value, expression, cost }) => ({
    value: Math.sqrt(value),
    expression: apply("sqrt", expression),
    cost: cost + costOfRoot,
  }));
}

function decimals(size: number, reach: number): TidyNumber[] {
  for (let digits = 1; digits <= mostDigits; digits++) {
    const value = Number(size.toPrecision(digits));
    if (Math.abs(value - size) > reach) continue;
    const mantissa = Number(value.toExponential().replace(/e.*|\./g, ""));
    return [{ value, expression: fixed(value), cost: Math.log(mantissa) + costOfDecimal }];
  }
  return [];
}

/** The one of least denominator. */
function simplestRational(size: number, reach: number): readonly [p: number, q: number] | undefined {
  for (let q = 1; q <= largestDenominator; q++) {
    const p = Math.round(size * q);
    if (p > largestNumerator) return undefined;
    if (p > 0 && Math.abs(p / q - size) <= reach) return [p, q];
  }
  return undefined;
}

function scaled(p: number, expression: Expression): Expression {
  return p === 1 ? expression : apply("multiply", fixed(p), expression);
}

function over(expression: Expression, q: number): Expression {
  return q === 1 ? expression : apply("divide", expression, fixed(q));
}

/** With the sign where it reads best: `-5 / 4`, not `-(5 / 4)`. */
function negated(expression: Expression): Expression {
  if (expression.kind === "constant" && expression !== pi) return fixed(-expression.value);
  const isProduct = expression.kind === "apply" && ["multiply", "divide"].includes(expression.operator);
  if (!isProduct) return apply("negate", expression);
  const [first, ...others] = expression.operands;
  return apply(expression.operator, negated(first), ...others);
}
