import { fill } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, multiply, negative, square, subtract } from "../primitives/arithmetic.js";
import { less, where } from "../primitives/comparison.js";
import { abs, exp, sign, sqrt } from "../primitives/functions.js";

/** Beyond this the error function is 1 in 64-bit numbers. */
const erfEnd = 6;

/**
 * The error function by the series whose terms are all positive, 2/√π x e^(-x²) Σ (2x²)ⁿ / (2n + 1)!!.
 *
 * @see Abramowitz & Stegun, Handbook of mathematical functions (1964), equation 7.1.6
 */
export function erfBySeries(x: Tensor): Tensor {
  const isInside = less(abs(x), erfEnd);
  const inside = where(isInside, x, 0);
  const twice = multiply(2, square(inside));
  let series = fill(1, x.shape);
  for (let n = 120; n >= 1; n--) series = add(1, multiply(series, multiply(1 / (2 * n + 1), twice)));
  const near = multiply(2 / Math.sqrt(Math.PI), multiply(multiply(inside, exp(negative(square(inside)))), series));
  return where(isInside, near, sign(x));
}

/** The arc tangent: beyond 1 by that of 1/x, halved three times, and then by its series. */
export function atanInSteps(x: Tensor): Tensor {
  const size = abs(x);
  const isLarge = less(1, size);
  let small = where(isLarge, divide(1, where(isLarge, size, 1)), size);
  for (let i = 0; i < 3; i++) small = divide(small, add(1, sqrt(add(1, square(small)))));
  const minus = negative(square(small));
  let series = fill(1 / 19, x.shape);
  for (let n = 17; n >= 1; n -= 2) series = add(1 / n, multiply(series, minus));
  const angle = multiply(8, multiply(small, series));
  return multiply(sign(x), where(isLarge, subtract(Math.PI / 2, angle), angle));
}
