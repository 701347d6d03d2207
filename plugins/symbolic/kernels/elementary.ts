/**
 * Elementary functions of two numbers at once, within one to three units in the last place. Sums and products are rounded
 * one by one, so that every machine gives the same numbers. The coefficients come from polynomials.py.
 */

/** Numbers of the loops that matter lie in memory, which is faster than to make a vector of them again and again. */
const half = memory.data<f64>([0.5]);
const one = memory.data<f64>([1]);
const two = memory.data<f64>([2]);
const infinity = memory.data<f64>([Infinity]);
const leastNormal = memory.data<f64>([2.2250738585072014e-308]);
const log2e = memory.data<f64>([Math.LOG2E]);
const inversePi = memory.data<f64>([1 / Math.PI]);
/** Adding it rounds to the nearest integer, which then stands in the lowest bits. */
const shifter = memory.data<f64>([6755399441055744]);
/** log 2 and π in parts: the products of all but the last with small integers and their halves are exact. */
const log2High = memory.data<f64>([0.6931471806019545]);
const log2Low = memory.data<f64>([-4.2009150726810846e-11]);
const piHigh = memory.data<f64>([3.1415926534682512]);
const piMiddle = memory.data<f64>([1.2154201012607932e-10]);
const piLow = memory.data<f64>([4.044532497591901e-21]);
/** Beyond it exp is not a normal number. */
const mostExponent = memory.data<f64>([708]);
/** Beyond it the parts of π are too few. */
const farthest = memory.data<f64>([1e6]);
/** π/2 − Math.PI/2 */
const halfPiRest: f64 = 6.123233995736766e-17;

declare function hostSin(x: f64): f64;
declare function hostCos(x: f64): f64;

// @inline
function both(number: usize): v128 {
  return v128.load_splat<f64>(number);
}

// @inline
function at(table: usize, index: i32): v128 {
  return v128.load_splat<f64>(table + index * 8);
}

/** Two coefficients as c₀ x + c₁: pairs do not wait for one another, as the single steps of Horner's rule do. */
// @inline
function pair(table: usize, index: i32, x: v128): v128 {
  return f64x2.add(f64x2.mul(at(table, index), x), at(table, index + 1));
}

/** Horner's rule with the next two coefficients at once. */
// @inline
function next(polynomial: v128, x: v128, square: v128, table: usize, index: i32): v128 {
  return f64x2.add(f64x2.mul(polynomial, square), pair(table, index, x));
}

// @inline
function select(yes: v128, no: v128, mask: v128): v128 {
  return v128.bitselect(yes, no, mask);
}

const expTable = memory.data<f64>([
  2.5100375832561234e-8, 2.7620075879983367e-7, 2.7557268480310024e-6, 2.4801521322368692e-5, 0.00019841269863040545,
  0.0013888888917196719, 0.008333333333330065, 0.041666666666624164, 0.16666666666666669, 0.5,
]);

/** eʳ − 1 for |r| ≤ log(2)/2 */
// @inline
function expm1Near(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  let p = pair(expTable, 0, r);
  p = next(p, r, r2, expTable, 2);
  p = next(p, r, r2, expTable, 4);
  p = next(p, r, r2, expTable, 6);
  p = next(p, r, r2, expTable, 8);
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), p));
}

// @inline
function withoutLog2s(x: v128, k: v128): v128 {
  const r = f64x2.sub(x, f64x2.mul(k, both(log2High)));
  return f64x2.sub(r, f64x2.mul(k, both(log2Low)));
}

// @inline
export function exp(x: v128): v128 {
  // Not of NaN, whose bits must not be added to.
  if (!i64x2.all_true(f64x2.le(f64x2.abs(x), both(mostExponent)))) return expFar(x, f64x2.splat(0));
  const shifted = f64x2.add(f64x2.mul(x, both(log2e)), both(shifter));
  const r = withoutLog2s(x, f64x2.sub(shifted, both(shifter)));
  return i64x2.add(f64x2.add(both(one), expm1Near(r)), i64x2.shl(shifted, 52));
}

/** exp(x + rest) for any x and a small rest. */
function expFar(x: v128, rest: v128): v128 {
  const near = f64x2.pmax(f64x2.pmin(x, f64x2.splat(720)), f64x2.splat(-760));
  const shifted = f64x2.add(f64x2.mul(near, both(log2e)), both(shifter));
  const k = f64x2.sub(shifted, both(shifter));
  const p = f64x2.add(both(one), expm1Near(f64x2.add(withoutLog2s(near, k), rest)));
  // In two steps, as 2ᵏ need not be a number.
  const first = f64x2.nearest(f64x2.mul(k, both(half)));
  return f64x2.mul(f64x2.mul(p, twoTo(first)), twoTo(f64x2.sub(k, first)));
}

/** 2ᵏ for integers that need no denormal numbers */
// @inline
function twoTo(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, f64x2.splat(6755399441055744 + 1023)), 52);
}

/** eᵃ − 1 for a ≥ 0 */
function expm1(a: v128): v128 {
  const near = f64x2.pmin(a, f64x2.splat(710));
  const k = f64x2.nearest(f64x2.mul(near, both(log2e)));
  const scale = twoTo(f64x2.sub(k, both(one)));
  const q = expm1Near(withoutLog2s(near, k));
  const sum = f64x2.add(f64x2.mul(scale, q), f64x2.sub(scale, both(half)));
  return f64x2.add(sum, sum);
}

/** Bits of 1 and of √½, of which the difference brings the mantissa to between √½ and √2. */
const oneBits: i64 = 0x3ff0000000000000;
const rootBits: i64 = ((<i64>0x3fe6a09e) << 32) | 0x667f3bcd;
const raise = memory.data<i64>([oneBits - rootBits]);
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
function logSeries(z: v128): v128 {
  const z2 = f64x2.mul(z, z);
  let p = at(logTable, 0);
  p = next(p, z, z2, logTable, 1);
  p = next(p, z, z2, logTable, 3);
  return next(p, z, z2, logTable, 5);
}

// @inline
function exponentOf(raised: v128): v128 {
  const asInteger = v128.or(i64x2.shr_u(raised, 52), both(integerBits));
  return f64x2.sub(asInteger, both(integerBias));
}

// @inline
function mantissaOf(raised: v128): v128 {
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

const sinTable = memory.data<f64>([
  2.7314447669863995e-15, -7.643970296798572e-13, 1.6058977312464087e-10, -2.5052107616996182e-8, 2.7557319219163234e-6,
  -0.00019841269841254974, 0.008333333333333316, -0.16666666666666666,
]);

/** The sine of `x` less `turns` times π, which is small: sin(r + rest) by a polynomial for |r| ≤ π/2. */
// @inline
function sinLess(x: v128, turns: v128): v128 {
  const coarse = f64x2.sub(x, f64x2.mul(turns, both(piHigh)));
  const middle = f64x2.mul(turns, both(piMiddle));
  const r = f64x2.sub(coarse, middle);
  const rest = f64x2.sub(f64x2.sub(f64x2.sub(coarse, r), middle), f64x2.mul(turns, both(piLow)));
  const z = f64x2.mul(r, r);
  const z2 = f64x2.mul(z, z);
  let p = pair(sinTable, 0, z);
  p = next(p, z, z2, sinTable, 2);
  p = next(p, z, z2, sinTable, 4);
  p = next(p, z, z2, sinTable, 6);
  // The derivative need not be better than this, as the rest is below the last place of r.
  const share = f64x2.mul(rest, f64x2.sub(both(one), f64x2.mul(z, both(half))));
  return f64x2.add(r, f64x2.add(f64x2.mul(f64x2.mul(r, z), p), share));
}

// @inline
function isFar(x: v128): bool {
  return v128.any_true(f64x2.gt(f64x2.abs(x), both(farthest)));
}

// @inline
export function sin(x: v128): v128 {
  if (isFar(x)) return sinFar(x);
  const shifted = f64x2.add(f64x2.mul(x, both(inversePi)), both(shifter));
  const turns = f64x2.sub(shifted, both(shifter));
  return v128.xor(sinLess(x, turns), i64x2.shl(shifted, 63));
}

/** As sin(x + π/2). */
// @inline
export function cos(x: v128): v128 {
  if (isFar(x)) return cosFar(x);
  const ahead = f64x2.add(f64x2.mul(x, both(inversePi)), both(half));
  const shifted = f64x2.add(ahead, both(shifter));
  const turns = f64x2.sub(f64x2.sub(shifted, both(shifter)), both(half));
  return v128.xor(sinLess(x, turns), i64x2.shl(shifted, 63));
}

function sinFar(x: v128): v128 {
  return f64x2(hostSin(f64x2.extract_lane(x, 0)), hostSin(f64x2.extract_lane(x, 1)));
}

function cosFar(x: v128): v128 {
  return f64x2(hostCos(f64x2.extract_lane(x, 0)), hostCos(f64x2.extract_lane(x, 1)));
}

export function tan(x: v128): v128 {
  return f64x2.div(sin(x), cos(x));
}

const asinTable = memory.data<f64>([
  0.028757851367421566, -0.014851887071247204, 0.01740087944269402, 0.005457506718640358, 0.01032281435018578,
  0.011479177415184906, 0.013971212973552933, 0.017352392720869973, 0.02237217294214989, 0.030381944138531247,
  0.04464285714635543, 0.07499999999998433, 0.16666666666666669,
]);

/** (asin s − s) / s for z = s² ≤ 1/4 */
function asinSeries(z: v128): v128 {
  const z2 = f64x2.mul(z, z);
  let p = at(asinTable, 0);
  p = next(p, z, z2, asinTable, 1);
  p = next(p, z, z2, asinTable, 3);
  p = next(p, z, z2, asinTable, 5);
  p = next(p, z, z2, asinTable, 7);
  p = next(p, z, z2, asinTable, 9);
  p = next(p, z, z2, asinTable, 11);
  return f64x2.mul(z, p);
}

const signBit: i64 = i64.MIN_VALUE;

export function asin(x: v128): v128 {
  const a = f64x2.abs(x);
  const isWide = f64x2.gt(a, both(half));
  const z = select(f64x2.mul(both(half), f64x2.sub(both(one), a)), f64x2.mul(a, a), isWide);
  const s = select(f64x2.sqrt(z), a, isWide);
  const p = f64x2.add(s, f64x2.mul(s, asinSeries(z)));
  const twice = f64x2.sub(f64x2.add(p, p), f64x2.splat(halfPiRest));
  const value = select(f64x2.sub(f64x2.splat(Math.PI / 2), twice), p, isWide);
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}

export function acos(x: v128): v128 {
  const a = f64x2.abs(x);
  const isWide = f64x2.gt(a, both(half));
  const z = select(f64x2.mul(both(half), f64x2.sub(both(one), a)), f64x2.mul(a, a), isWide);
  const s = f64x2.sqrt(z);
  const series = asinSeries(z);
  const p = f64x2.add(s, f64x2.mul(s, series));
  const twice = f64x2.add(p, p);
  const turned = f64x2.sub(f64x2.splat(Math.PI), f64x2.sub(twice, f64x2.splat(2 * halfPiRest)));
  const wide = select(turned, twice, f64x2.lt(x, f64x2.splat(0)));
  const inner = f64x2.sub(x, f64x2.sub(f64x2.splat(halfPiRest), f64x2.mul(x, series)));
  return select(wide, f64x2.sub(f64x2.splat(Math.PI / 2), inner), isWide);
}

const atanTable = memory.data<f64>([
  0.016285756855221028, -0.034570561981427744, 0.04551593220626549, -0.05230454270650244, 0.05878928997834775,
  -0.06666424885738255, 0.07692296375032143, -0.09090908753500877, 0.11111111105155447, -0.14285714285659828,
  0.19999999999999804, -0.3333333333333333,
]);

export function atan(x: v128): v128 {
  const a = f64x2.abs(x);
  const isMiddle = f64x2.gt(a, f64x2.splat(0.41421356237309503));
  const isWide = f64x2.gt(a, f64x2.splat(2.414213562373095));
  const above = select(f64x2.splat(-1), select(f64x2.sub(a, both(one)), a, isMiddle), isWide);
  const below = select(a, select(f64x2.add(a, both(one)), both(one), isMiddle), isWide);
  const t = f64x2.div(above, below);
  const z = f64x2.mul(t, t);
  const z2 = f64x2.mul(z, z);
  let p = pair(atanTable, 0, z);
  p = next(p, z, z2, atanTable, 2);
  p = next(p, z, z2, atanTable, 4);
  p = next(p, z, z2, atanTable, 6);
  p = next(p, z, z2, atanTable, 8);
  p = next(p, z, z2, atanTable, 10);
  const turns = select(both(one), v128.and(both(half), isMiddle), isWide);
  const low = f64x2.add(f64x2.mul(f64x2.mul(t, z), p), f64x2.mul(turns, f64x2.splat(halfPiRest)));
  const value = f64x2.add(f64x2.mul(turns, f64x2.splat(Math.PI / 2)), f64x2.add(t, low));
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}

export function sinh(x: v128): v128 {
  const e = expm1(f64x2.abs(x));
  const rest = select(both(one), f64x2.div(e, f64x2.add(e, both(one))), f64x2.gt(e, f64x2.splat(1e17)));
  const value = f64x2.mul(both(half), f64x2.add(e, rest));
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}

export function cosh(x: v128): v128 {
  const e = expFar(f64x2.abs(x), f64x2.splat(0));
  return f64x2.add(f64x2.mul(both(half), e), f64x2.div(both(half), e));
}

export function tanh(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), f64x2.splat(25));
  const e = expm1(f64x2.add(a, a));
  const value = f64x2.div(e, f64x2.add(e, both(two)));
  return v128.or(value, v128.and(x, i64x2.splat(signBit)));
}

/** The rounding error of a · b, by Dekker's splitting. */
function productError(a: v128, b: v128, product: v128): v128 {
  const splitter = f64x2.splat(134217729);
  const a1 = f64x2.mul(a, splitter);
  const aHigh = f64x2.sub(a1, f64x2.sub(a1, a));
  const aLow = f64x2.sub(a, aHigh);
  const b1 = f64x2.mul(b, splitter);
  const bHigh = f64x2.sub(b1, f64x2.sub(b1, b));
  const bLow = f64x2.sub(b, bHigh);
  const first = f64x2.sub(f64x2.mul(aHigh, bHigh), product);
  return f64x2.add(f64x2.add(f64x2.add(first, f64x2.mul(aHigh, bLow)), f64x2.mul(aLow, bHigh)), f64x2.mul(aLow, bLow));
}

/**
 * aᵇ as exp(b log |a|) with a logarithm to about 63 bits, as its rounding is multiplied by b log a. Negative a have
 * powers by integers only.
 */
export function power(a: v128, b: v128): v128 {
  const x = f64x2.abs(a);
  const isTiny = f64x2.lt(x, both(leastNormal));
  const scaled = select(f64x2.mul(x, f64x2.splat(18014398509481984)), x, isTiny);
  const raised = i64x2.add(scaled, both(raise));
  const k = f64x2.add(exponentOf(raised), v128.and(f64x2.splat(-54), isTiny));
  const f = f64x2.sub(mantissaOf(raised), both(one));

  // s = f / (2 + f) and its rounding error.
  const below = f64x2.add(both(two), f);
  const belowRest = f64x2.sub(f, f64x2.sub(below, both(two)));
  const s = f64x2.div(f, below);
  const product = f64x2.mul(s, below);
  const missing = f64x2.sub(f64x2.sub(f, product), productError(s, below, product));
  const sRest = f64x2.div(f64x2.sub(missing, f64x2.mul(s, belowRest)), below);

  const z = f64x2.mul(s, s);
  const cubic = f64x2.mul(f64x2.mul(s, z), logSeries(z));
  const whole = f64x2.mul(k, both(log2High));
  const twice = f64x2.add(s, s);
  const high = f64x2.add(whole, twice);
  // One of the two is the larger one: the whole part, unless it is 0.
  const lost = f64x2.sub(twice, f64x2.sub(high, whole));
  const rests = f64x2.add(f64x2.mul(k, both(log2Low)), f64x2.add(sRest, sRest));
  const low = f64x2.add(f64x2.add(lost, rests), cubic);
  const log = f64x2.add(high, low);
  const logRest = f64x2.add(f64x2.sub(high, log), low);

  // Beyond, the power is 0, 1 or infinite whatever the exponent.
  const most = f64x2.splat(1e20);
  const exponent = f64x2.pmax(f64x2.pmin(b, most), f64x2.neg(most));
  const y = f64x2.mul(exponent, log);
  const yRest = f64x2.add(productError(exponent, log, y), f64x2.mul(exponent, logRest));
  const value = expFar(y, select(yRest, f64x2.splat(0), f64x2.lt(f64x2.abs(y), f64x2.splat(800))));
  return powerEdge(a, b, x, value);
}

function powerEdge(a: v128, b: v128, x: v128, value: v128): v128 {
  const zero = f64x2.splat(0);
  const isEnd = v128.or(f64x2.eq(x, zero), f64x2.eq(x, both(infinity)));
  const grows = v128.xor(f64x2.eq(x, zero), f64x2.gt(b, zero));
  let result = select(v128.and(both(infinity), grows), value, isEnd);
  const isInteger = f64x2.eq(f64x2.nearest(b), b);
  const halved = f64x2.mul(both(half), b);
  const isOdd = v128.andnot(isInteger, f64x2.eq(f64x2.nearest(halved), halved));
  const isNegative = f64x2.lt(a, zero);
  result = v128.xor(result, v128.and(v128.and(a, i64x2.splat(signBit)), isOdd));
  const isOutside = v128.andnot(v128.andnot(isNegative, isInteger), isEnd);
  result = select(f64x2.splat(NaN), result, isOutside);
  // ±1 to an infinite power, and NaN in either operand.
  const isOne = v128.and(f64x2.eq(x, both(one)), f64x2.eq(f64x2.abs(b), both(infinity)));
  const isNumber = v128.and(f64x2.eq(a, a), f64x2.eq(b, b));
  result = select(result, f64x2.splat(NaN), v128.andnot(isNumber, isOne));
  return select(both(one), result, f64x2.eq(b, zero));
}
