import { gammaln } from "simple-statistics";

const logTwoPi = Math.log(2 * Math.PI);

/** `log Γ(n + 1)` less Stirling's formula for it. */
export function stirlingError(n: number): number {
  if (n <= 15) return gammaln(n + 1) - (n + 0.5) * Math.log(n) + n - logTwoPi / 2;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / n;
}

/** `x log(x/m) + m - x`, without the cancellation where x is near m. */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const ratio = (x - m) / (x + m);
  const square = ratio * ratio;
  let term = 2 * x * ratio;
  let total = (x - m) * ratio;
  for (let odd = 3; ; odd += 2) {
    term *= square;
    const next = total + term / odd;
    if (next === total) return total;
    total = next;
  }
}

/**
 * `log(mˣ e⁻ᵐ / Γ(x + 1))`, for x and m from 0 that need not be whole.
 *
 * @see Loader, Fast and accurate computation of binomial probabilities (2000)
 */
export function logPoissonTerm(x: number, m: number): number {
  if (m === 0) return x === 0 ? 0 : -Infinity;
  if (x === 0) return -m;
  if (m === Infinity) return -Infinity;
  return -stirlingError(x) - deviance(x, m) - (logTwoPi + Math.log(x)) / 2;
}

/**
 * `log(Γ(n + 1) / (Γ(x + 1) Γ(y + 1)) pˣ qʸ)`, where n = x + y and q = 1 - p; none of them need be whole.
 *
 * @see Loader, Fast and accurate computation of binomial probabilities (2000)
 */
export function logBinomialTerm(x: number, y: number, p: number, q: number): number {
  const n = x + y;
  if (x === 0) return y === 0 ? 0 : y * (p < 0.1 ? Math.log1p(-p) : Math.log(q));
  if (y === 0) return x * (q < 0.1 ? Math.log1p(-q) : Math.log(p));
  if (p === 0 || q === 0) return -Infinity;
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(y);
  return errors - deviance(x, n * p) - deviance(y, n * q) - (logTwoPi + Math.log(x) + Math.log(y / n)) / 2;
}
