import type { RandomStream } from "@mesoscope/core";

const manyCounts = 10;

/**
 * A number of the Poisson distribution: by counting for small means, else by rejection. Its cost does not grow with the
 * mean, as that of quantiles does: bright images have some 10⁵ counts in every cell.
 *
 * @see Hörmann, The transformed rejection method for generating Poisson random variables (1993), algorithm PTRS
 */
export function poisson(mean: number, stream: RandomStream): number {
  if (mean < manyCounts) {
    let count = 0;
    for (let waited = stream.exponential(); waited < mean; waited += stream.exponential()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const height = 1.1239 + 1.1328 / (b - 3.4);
  const inner = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.uniform() - 0.5;
    const v = stream.uniform();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= inner) return count;
    if (count < 0 || (edge < 0.013 && v > edge)) continue;
    const logDensity = count * Math.log(mean) - mean - logFactorial(count);
    if (Math.log((v * height) / (a / (edge * edge) + b)) <= logDensity) return count;
  }
}

/** Stirling's series, with terms to n⁻⁵; below 10 by multiplying. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let k = 2; k <= n; k++) product *= k;
    return Math.log(product);
  }
  const tail = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + tail;
}
