import { normalLogCdf } from "@mesoscope/core";

/** Terms below e⁻³⁰ of the leading one change no digit. */
const negligible = -30;

/**
 * The Rényi divergence of an order above 1 between the Gaussian mechanism's outcomes with and without one person, when
 * each takes part with probability `rate`: exact, for whole and fractional orders.
 *
 * @see Mironov, Talwar and Zhang, Rényi differential privacy of the sampled Gaussian mechanism, arXiv:1908.10530
 * (2019), equations 4 (sections 3.3)
 */
export function renyiDivergence(order: number, rate: number, noise: number): number {
  if (rate === 0) return 0;
  if (noise === 0) return Number.POSITIVE_INFINITY;
  if (rate === 1) return order / (2 * noise * noise);
  const moment = Number.isInteger(order) ? wholeMoment(order, rate, noise) : fractionalMoment(order, rate, noise);
  return moment / (order - 1);
}

/** log of the sum over k of binom(α, k) (1 − q)^(α − k) q^k exp((k² − k) / 2σ²). */
function wholeMoment(order: number, rate: number, noise: number): number {
  let total = Number.NEGATIVE_INFINITY;
  let binomial = 0;
  for (let k = 0; k <= order; k++) {
    const chance = binomial + k * Math.log(rate) + (order - k) * Math.log1p(-rate);
    total = logAdd(total, chance + (k * k - k) / (2 * noise * noise));
    binomial += Math.log((order - k) / (k + 1));
  }
  return total;
}

/** The same for an order between whole numbers: two series, one on either side of the point where the densities meet. */
function fractionalMoment(order: number, rate: number, noise: number): number {
  const meeting = noise * noise * Math.log(1 / rate - 1) + 0.5;
  const growth = (k: number) => (k * k - k) / (2 * noise * noise);
  const chance = (k: number) => k * Math.log(rate) + (order - k) * Math.log1p(-rate);
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let binomial = { sign: 1, log: 0 };
  for (let i = 0; ; i++) {
    const j = order - i;
    const lower = binomial.log + chance(i) + growth(i) + normalLogCdf((meeting - i) / noise);
    const upper = binomial.log + chance(j) + growth(j) + normalLogCdf((j - meeting) / noise);
    below = binomial.sign > 0 ? logAdd(below, lower) : logSubtract(below, lower);
    above = binomial.sign > 0 ? logAdd(above, upper) : logSubtract(above, upper);
    if (i > order && Math.max(lower, upper) < Math.max(below, above) + negligible) return logAdd(below, above);
    const next = (order - i) / (i + 1);
    binomial = { sign: binomial.sign * Math.sign(next), log: binomial.log + Math.log(Math.abs(next)) };
  }
}

/** log(eᵃ + eᵇ). */
function logAdd(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  return small === Number.NEGATIVE_INFINITY ? large : large + Math.log1p(Math.exp(small - large));
}

/** log(eᵃ − eᵇ) for b at most a. */
function logSubtract(a: number, b: number): number {
  return b === Number.NEGATIVE_INFINITY ? a : a + Math.log(-Math.expm1(b - a));
}
