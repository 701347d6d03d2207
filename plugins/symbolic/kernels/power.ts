import { expFar } from "./exponential";
import { exponentOf, logSeries, mantissaOf, raise } from "./logarithm";
import { both, half, infinity, leastNormal, log2High, log2Low, one, select, signBit, two } from "./numbers";

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
