/** What the solver needs of a distribution. */
interface Solvable {
  readonly support: readonly [lower: number, upper: number];
  readonly isDiscrete: boolean;
  readonly mean: number;
  readonly std: number;
  logDensity(x: number): number;
  cumulative(x: number): number;
  survival(x: number): number;
}

const maxSteps = 200;

/** The quantile of a probability between 0 and 1, from the cumulative probability or its complement, the smaller one. */
export function solveQuantile(distribution: Solvable, probability: number): number {
  return distribution.isDiscrete ? discrete(distribution, probability) : continuous(distribution, probability);
}

/** Newton's method on the logarithm of the probability, kept within a bracket that shrinks. */
function continuous(distribution: Solvable, probability: number): number {
  const { support, mean, std } = distribution;
  const [start, end] = support;
  const isLower = probability <= 0.5;
  const target = Math.log(isLower ? probability : 1 - probability);
  /** A variable without a lower limit, so that values next to the limit keep their digits. */
  const x = start > -Infinity ? (u: number) => start + Math.exp(u) : (u: number) => u;
  const logSlope = start > -Infinity ? (u: number) => u : () => 0;
  const excess = (u: number) =>
    isLower ? Math.log(distribution.cumulative(x(u))) - target : target - Math.log(distribution.survival(x(u)));
  const center = Number.isFinite(mean) ? mean : 0;
  let low = start > -Infinity ? -745 : center;
  let high = start > -Infinity ? Math.log(end < Infinity ? end - start : Number.MAX_VALUE) : Math.min(end, center);
  if (start === -Infinity) {
    let width = Number.isFinite(std) && std > 0 ? std : 1;
    for (; excess(low) > 0; width *= 2) low -= width;
    for (; high < end && excess(high) < 0; width *= 2) high = Math.min(high + width, end);
  }
  let u = start > -Infinity && mean > start ? Math.log(Math.min(mean, Number.MAX_VALUE) - start) : (low + high) / 2;
  for (let step = 0; step < maxSteps && low < high; step++) {
    const missed = excess(u);
    if (missed > 0) high = u;
    else low = u;
    const share = isLower ? distribution.cumulative(x(u)) : distribution.survival(x(u));
    const newton = u - missed * share * Math.exp(-distribution.logDensity(x(u)) - logSlope(u));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - u) <= 1e-16 * Math.abs(u) || missed === 0) break;
    u = next;
  }
  return Math.min(x(u), end);
}

/** The least whole number whose cumulative probability reaches the one given, apart from rounding, by bisection. */
function discrete(distribution: Solvable, probability: number): number {
  const [start, end] = distribution.support;
  const reached = probability * (1 - 1e-14);
  let low = start - 1;
  let high = Math.max(Math.ceil(distribution.mean), start);
  for (let width = Math.ceil(distribution.std) + 1; distribution.cumulative(high) < reached; width *= 2) {
    low = high;
    high = Math.min(high + width, end);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (distribution.cumulative(middle) < reached) low = middle;
    else high = middle;
  }
  return high;
}
