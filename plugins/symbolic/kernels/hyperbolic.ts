import { expFar, expm1 } from "./exponential";
import { both, half, one, select, signBit, two } from "./numbers";

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
