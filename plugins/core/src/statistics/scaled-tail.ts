/**
 * Chebyshev coefficients of `(1 + 2x) exp(x²) erfc(x)` in `(x - 3.75) / (x + 3.75)`, for x from 0; computed with 50
 * digits by `test/reference/core/scaled-tail.py`.
 *
 * @see Shepherd & Laframboise, Mathematics of Computation 36 (1981) 249, for this form
 */
const coefficients = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-5, 4.13902798607301e-6,
  7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8, 4.521959811218287e-9, -7.754400208831351e-10,
  -6.318088340886684e-11, 2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14,
  3.3478119482868056e-14, -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17, 5.068148904796111e-17,
];

/** `exp(x²) erfc(x)` for x ≥ 0, which neither overflows nor vanishes. */
export function scaledTail(x: number): number {
  if (x > 1e9) return 1 / (x * Math.sqrt(Math.PI));
  const t = (2 * (x - 3.75)) / (x + 3.75);
  let previous = 0;
  let current = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const next = t * current - previous + coefficients[k]!;
    previous = current;
    current = next;
  }
  return ((t / 2) * current - previous + coefficients[0]!) / (1 + 2 * x);
}
