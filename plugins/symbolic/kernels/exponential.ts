import { both, half, log2e, log2High, log2Low, next, one, pair, shifter } from "./numbers";

/** Beyond it exp is not a normal number. */
const mostExponent = memory.data<f64>([708]);

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
export function expFar(x: v128, rest: v128): v128 {
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
export function expm1(a: v128): v128 {
  const near = f64x2.pmin(a, f64x2.splat(710));
  const k = f64x2.nearest(f64x2.mul(near, both(log2e)));
  const scale = twoTo(f64x2.sub(k, both(one)));
  const q = expm1Near(withoutLog2s(near, k));
  const sum = f64x2.add(f64x2.mul(scale, q), f64x2.sub(scale, both(half)));
  return f64x2.add(sum, sum);
}
