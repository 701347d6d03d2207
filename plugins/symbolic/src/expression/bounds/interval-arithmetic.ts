import type { BinaryOperator, UnaryOperator } from "../operators.js";
import { contains, empty, hull, type Interval, intersected, isEmpty, line, outward } from "./interval.js";

/** An enclosure of all values of the function on the part of the interval where it has some. */
export function unaryBounds(operator: UnaryOperator, a: Interval): Interval {
  return isEmpty(a) ? empty : unary[operator](a);
}

/** An enclosure of all values of the operator where it has some. */
export function binaryBounds(operator: BinaryOperator, a: Interval, b: Interval): Interval {
  return isEmpty(a) || isEmpty(b) ? empty : binary[operator](a, b);
}

const rising = (f: (value: number) => number) => (a: Interval) => outward(f(a.low), f(a.high));
const within = (low: number, high: number, f: (a: Interval) => Interval) => (a: Interval) => {
  const part = intersected(a, low, high);
  return isEmpty(part) ? empty : f(part);
};

const unary: Readonly<Record<UnaryOperator, (a: Interval) => Interval>> = {
  negate: ({ low, high }) => ({ low: -high, high: -low }),
  inverse,
  square: (a) => wholePower(a, 2),
  cube: (a) => wholePower(a, 3),
  sqrt: within(0, Number.POSITIVE_INFINITY, (a) => notBelow(rising(Math.sqrt)(a), 0)),
  abs: ({ low, high }) => ({
    low: low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)),
    high: Math.max(Math.abs(low), Math.abs(high)),
  }),
  exp: (a) => notBelow(rising(Math.exp)(a), 0),
  log: within(0, Number.POSITIVE_INFINITY, rising(Math.log)),
  sin: (a) => wave(a, Math.sin, Math.PI / 2),
  cos: (a) => wave(a, Math.cos, 0),
  tan: tangent,
  asin: within(-1, 1, rising(Math.asin)),
  acos: within(-1, 1, ({ low, high }) => outward(Math.acos(high), Math.acos(low))),
  atan: rising(Math.atan),
  sinh: rising(Math.sinh),
  cosh: (a) => notBelow(rising(Math.cosh)(unary.abs(a)), 1),
  tanh: rising(Math.tanh),
};

const binary: Readonly<Record<BinaryOperator, (a: Interval, b: Interval) => Interval>> = {
  add: (a, b) => outwardSum(a.low + b.low, a.high + b.high),
  subtract: (a, b) => outwardSum(a.low - b.high, a.high - b.low),
  multiply: (a, b) => withSign(a, b, hull(corners(a, b, product))),
  divide: (a, b) => {
    const over = inverse(b);
    if (isEmpty(over)) return empty;
    const isSimple = !contains(b, 0) && [a.low, a.high, b.low, b.high].every(Number.isFinite);
    return isSimple ? withSign(a, b, hull(corners(a, b, (p, q) => p / q))) : binary.multiply(a, over);
  },
  power,
};

function corners(a: Interval, b: Interval, f: (a: number, b: number) => number): number[] {
  return [f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high)];
}

/** A sum of 0 is exact, unlike a product. */
function outwardSum(low: number, high: number): Interval {
  const found = outward(low, high);
  return { low: low === 0 ? 0 : found.low, high: high === 0 ? 0 : found.high };
}

/** The sign of a product or quotient is known, however small it is. */
function withSign(a: Interval, b: Interval, { low, high }: Interval): Interval {
  const isPositive = (a.low >= 0 && b.low >= 0) || (a.high <= 0 && b.high <= 0);
  const isNegative = (a.low >= 0 && b.high <= 0) || (a.high <= 0 && b.low >= 0);
  return { low: isPositive ? Math.max(low, 0) : low, high: isNegative ? Math.min(high, 0) : high };
}

/** At the ends 0 times infinity is 0: a factor that is 0 makes the product 0, however large the other. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

function inverse({ low, high }: Interval): Interval {
  if (low === 0 && high === 0) return empty;
  if (low < 0 && high > 0) return line;
  const over = outward(
    high === 0 ? Number.NEGATIVE_INFINITY : 1 / high,
    low === 0 ? Number.POSITIVE_INFINITY : 1 / low,
  );
  return low >= 0 ? notBelow(over, 0) : { low: over.low, high: Math.min(over.high, 0) };
}

function wholePower(a: Interval, exponent: number): Interval {
  if (exponent < 0) {
    const over = inverse(wholePower(a, -exponent));
    return exponent % 2 === 0 ? notBelow(over, 0) : over;
  }
  if (exponent % 2 !== 0) return outward(a.low ** exponent, a.high ** exponent);
  const size = unary.abs(a);
  return notBelow(outward(size.low ** exponent, size.high ** exponent), 0);
}

function power(a: Interval, b: Interval): Interval {
  if (b.low === b.high && Number.isInteger(b.low)) return b.low === 0 ? { low: 1, high: 1 } : wholePower(a, b.low);
  const base = intersected(a, 0, Number.POSITIVE_INFINITY);
  const mayBeNegative = a.low < 0 && Math.floor(b.high) >= Math.ceil(b.low);
  if (mayBeNegative) return line;
  if (isEmpty(base)) return empty;
  return notBelow(hull(corners(base, b, (p, q) => p ** q)), 0);
}

/** Of sine and cosine, with the place of a maximum. */
function wave({ low, high }: Interval, f: (value: number) => number, top: number): Interval {
  if (!(high - low < 2 * Math.PI) || Math.max(Math.abs(low), Math.abs(high)) > 1e8) return { low: -1, high: 1 };
  const ends = hull([f(low), f(high)]);
  return {
    low: hasPlace(low, high, top + Math.PI, 2 * Math.PI) ? -1 : Math.max(-1, ends.low),
    high: hasPlace(low, high, top, 2 * Math.PI) ? 1 : Math.min(1, ends.high),
  };
}

function tangent({ low, high }: Interval): Interval {
  const isSmall = high - low < Math.PI && Math.max(Math.abs(low), Math.abs(high)) < 1e8;
  return isSmall && !hasPlace(low, high, Math.PI / 2, Math.PI) ? outward(Math.tan(low), Math.tan(high)) : line;
}

/** Whether `place + k·period` lies between the ends for some k, or so near that rounding hides it. */
function hasPlace(low: number, high: number, place: number, period: number): boolean {
  const margin = 1e-15 * (1 + Math.abs(low) + Math.abs(high));
  return Math.floor((high + margin - place) / period) >= Math.ceil((low - margin - place) / period);
}

function notBelow(a: Interval, least: number): Interval {
  return isEmpty(a) ? a : { low: Math.max(a.low, least), high: Math.max(a.high, least) };
}
