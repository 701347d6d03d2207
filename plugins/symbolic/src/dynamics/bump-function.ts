/**
 * The derivative of the given order of the bump (1 − s²)^power, which is 0 from |s| = 1 on, as a function of s.
 *
 * @param order at most `power`, so that the derivative is still continuous
 * @see Messenger & Bortz, J. Comput. Phys. 443 (2021) 110525, eq. 3.2
 */
export function bumpDerivative(power: number, order: number): (s: number) => number {
  // Sums of factor · s^odd · (1 − s²)^rest stay of this form when differentiated.
  let terms = [{ factor: 1, odd: 0, rest: power }];
  for (let k = 0; k < order; k++) {
    terms = terms.flatMap(({ factor, odd, rest }) => [
      ...(odd > 0 ? [{ factor: factor * odd, odd: odd - 1, rest }] : []),
      ...(rest > 0 ? [{ factor: -2 * factor * rest, odd: odd + 1, rest: rest - 1 }] : []),
    ]);
  }
  return (s) => {
    if (Math.abs(s) >= 1) return 0;
    const inside = 1 - s * s;
    return terms.reduce((sum, { factor, odd, rest }) => sum + factor * s ** odd * inside ** rest, 0);
  };
}
