import { at, both, half, infinity, leastNormal, log2High, log2Low, next, one, select, two } from "./numbers";

/** Bits of 1 and of √½, of which the difference brings the mantissa to between √½ and √2. */
const oneBits: i64 = 0x3ff0000000000000;
const rootBits: i64 = ((<i64>0x3fe6a09e) << 32) | 0x667f3bcd;
export const raise = memory.data<i64>([oneBits - rootBits]);
const lower = memory.data<i64>([rootBits]);
const mantissaBits = memory.data<i64>([0x000fffffffffffff]);
/** The bits of 2⁵², before whose last place an integer can be written. */
const integerBits = memory.data<i64>([0x4330000000000000]);
const integerBias = memory.data<f64>([4503599627370496 + 1023]);

// @inline
export function log(x: v128): v128 {
  const isPlain = v128.and(f64x2.ge(x, both(leastNormal)), f64x2.lt(x, both(infinity)));
  if (!i64x2.all_true(isPlain)) return logEdge(x);
  return logPlain(x, f64x2.splat(0));
}

/** The logarithm plus log(2) · `exponent`. */
// @inline
function logPlain(x: v128, exponent: v128): v128 {
  const raised = i64x2.add(x, both(raise));
  const k = f64x2.add(exponentOf(raised), exponent);
  const f = f64x2.sub(mantissaOf(raised), both(one));
  const square = f64x2.mul(f64x2.mul(both(half), f), f);
  const s = f64x2.div(f, f64x2.add(both(two), f));
  const z = f64x2.mul(s, s);
  const inner = f64x2.mul(s, f64x2.add(square, f64x2.mul(z, logSeries(z))));
  const low = f64x2.add(inner, f64x2.mul(k, both(log2Low)));
  return f64x2.sub(f64x2.mul(k, both(log2High)), f64x2.sub(f64x2.sub(square, low), f));
}

const logTable = memory.data<f64>([
  0.14616449685043406, 0.15331721600556042, 0.18182889125261723, 0.2222221113479508, 0.28571428625975487,
  0.39999999999899505, 0.6666666666666667,
]);

/** With s = f/(2 + f) and z = s²: (log(1 + f) − 2s) / (s z) */
// @inline
export function logSeries(z: v128): v128 {
  const z2 = f64x2.mul(z, z);
  let p = at(logTable, 0);
  p = next(p, z, z2, logTable, 1);
  p = next(p, z, z2, logTable, 3);
  return next(p, z, z2, logTable, 5);
}

// @inline
export function exponentOf(raised: v128): v128 {
  const asInteger = v128.or(i64x2.shr_u(raised, 52), both(integerBits));
  return f64x2.sub(asInteger, both(integerBias));
}

// @inline
export function mantissaOf(raised: v128): v128 {
  return i64x2.add(v128.and(raised, both(mantissaBits)), both(lower));
}

/** With what is negative, zero, denormal, infinite or NaN. */
function logEdge(x: v128): v128 {
  const isTiny = f64x2.lt(x, both(leastNormal));
  const scaled = select(f64x2.mul(x, f64x2.splat(18014398509481984)), x, isTiny);
  let result = logPlain(scaled, v128.and(f64x2.splat(-54), isTiny));
  result = select(f64x2.splat(-Infinity), result, f64x2.eq(x, f64x2.splat(0)));
  result = select(f64x2.splat(NaN), result, f64x2.lt(x, f64x2.splat(0)));
  // Infinity and NaN stay what they are.
  const isBelow = f64x2.lt(x, both(infinity));
  return select(result, x, isBelow);
}
