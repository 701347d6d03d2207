const shiftTo = 14;

/**
 * `log Γ(x)` for positive `x`, to rounding, by Stirling's series above 14.
 *
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, eq. 6.1.41
 */
export function logGamma(x: number): number {
  if (x < shiftTo) return logGamma(x + 1) - Math.log(x);
  const r = 1 / (x * x);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - (r * 1) / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * `d log Γ(x) / dx` for positive `x`.
 *
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, eq. 6.3.18
 */
export function digamma(x: number): number {
  if (x < shiftTo) return digamma(x + 1) - 1 / x;
  const r = 1 / (x * x);
  const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - (r * 1) / 132))));
  return Math.log(x) - 0.5 / x - series;
}
