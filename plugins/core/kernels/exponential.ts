import { multiplyAdd } from "./multiply";

/**
 * `exp` of `count` numbers, an even count, none above 700; what is below the smallest normal number becomes 0.
 *
 * With `x = k log 2 + r` and |r| ≤ log(2)/2, exp(r) is a polynomial of degree 11, the economised Chebyshev expansion
 * (relative error 1e-17 before rounding), and the factor 2ᵏ is added to the exponent.
 */
export function exponential(from: usize, to: usize, count: i32): void {
  const end = from + count * 8;
  while (from < end) {
    const x = v128.load(from);
    const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(Math.LOG2E)), f64x2.splat(6755399441055744));
    const k = f64x2.sub(shifted, f64x2.splat(6755399441055744));
    // log 2 in two parts, the first with so few digits that its product with k is exact.
    let r = multiplyAdd(k, f64x2.splat(-0.6931471803691238), x);
    r = multiplyAdd(k, f64x2.splat(-1.9082149292705877e-10), r);
    let p = f64x2.splat(2.5110049204818658e-8);
    p = multiplyAdd(p, r, f64x2.splat(2.763265472252779e-7));
    p = multiplyAdd(p, r, f64x2.splat(2.755724088722987e-6));
    p = multiplyAdd(p, r, f64x2.splat(2.4801485441561313e-5));
    p = multiplyAdd(p, r, f64x2.splat(0.00019841269890076403));
    p = multiplyAdd(p, r, f64x2.splat(0.0013888888952352863));
    p = multiplyAdd(p, r, f64x2.splat(0.008333333333319589));
    p = multiplyAdd(p, r, f64x2.splat(0.04166666666648795));
    p = multiplyAdd(p, r, f64x2.splat(0.1666666666666668));
    p = multiplyAdd(p, r, f64x2.splat(0.5000000000000019));
    p = multiplyAdd(p, r, f64x2.splat(1));
    p = multiplyAdd(p, r, f64x2.splat(1));
    p = i64x2.add(p, i64x2.shl(shifted, 52));
    v128.store(to, v128.andnot(p, f64x2.lt(x, f64x2.splat(-708))));
    from += 16;
    to += 16;
  }
}
