/** The probability that a chi-square number of so many degrees of freedom is at most `x`. */
export function chiSquareCdf(x: number, degrees: number): number {
  return x <= 0 ? 0 : lowerGamma(degrees / 2, x / 2);
}

/** The number that a chi-square number exceeds with probability `1 - probability`, by halving an interval. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  let low = 0;
  let high = degrees;
  while (chiSquareCdf(high, degrees) < probability) high *= 2;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (chiSquareCdf(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The regularised lower incomplete gamma function of a half-integer order, from those of order 1/2 or 1 upwards:
 * `P(a, x) = xᵃ e⁻ˣ Σ xᵏ / Γ(a + k + 1)`.
 *
 * @see NIST Digital Library of Mathematical Functions, equation 8.7.1
 */
function lowerGamma(order: number, x: number): number {
  let term = Math.exp(order * Math.log(x) - x - logGammaOfHalves(order + 1));
  let total = 0;
  for (let k = 1; term > 1e-17 * total; k++) {
    total += term;
    term *= x / (order + k);
  }
  return Math.min(total, 1);
}

/** The logarithm of the gamma function of 1/2, 1, 3/2, … by its recurrence. */
function logGammaOfHalves(value: number): number {
  let total = value % 1 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let factor = value - 1; factor > 0; factor--) total += Math.log(factor);
  return total;
}
