/**
 * Chebyshev coefficients of `(1 + 2x) exp(x²) erfc(x)` in `(x - 3.75) / (x + 3.75)`, for x from 0; computed with 50
 * digits by `test/reference/core/scaled-tail.py`.
 *
 * @see Shepherd & Laframboise, Mathematics of Computation 36 (1981) 249, for this form
 */
const coefficients = [
  1.1775789345674017541, -0.0045900545806464773309, -0.084249133366517915584, 0.059209939998191890498,
  -0.026658668435305752277, 0.0090749976707052650939, -0.0024131635404176081909, 0.00049077583652580863229,
  -0.000069169733025012063671, 4.1390279860730101675e-6, 7.7403830661984906686e-7, -2.1886401049234395661e-7,
  1.0764999465670910377e-8, 4.5219598112182868979e-9, -7.7544002088313511065e-10, -6.3180883408866844944e-11,
  2.8687950109306698981e-11, 1.945586854577734723e-13, -9.6546967484334389059e-13, 3.2525481481487398415e-14,
  3.3478119482868053878e-14, -1.8645628804193131015e-15, -1.2507950530688647085e-15, 7.418235256624043463e-17,
  5.0681489047961113168e-17,
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
