import { beta, chiSquared, type Distribution, gamma, poisson } from "@mesoscope/core";
import { describe, expect, test } from "vitest";

const count = 40_000;

/** How likely draws fit their distribution at least as badly as these, by Pearson's test on cells that end at `ends`. */
function plausibility(distribution: Distribution, ends: readonly number[], seed: number): number {
  const drawn = distribution.sample(count, { seed }).data;
  const limits = [...new Set(ends), Infinity];
  const found = limits.map(() => 0);
  for (const value of drawn) found[limits.findIndex((end) => value <= end)]!++;
  const shares = limits.map(
    (end, i) => distribution.cumulative(end) - (i ? distribution.cumulative(limits[i - 1]!) : 0),
  );
  const misfit = shares.map((share, i) => (found[i]! - count * share) ** 2 / (count * share));
  return chiSquared({ degreesOfFreedom: limits.length - 1 }).survival(misfit.reduce((sum, term) => sum + term, 0));
}

const tenths = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

describe.each([0.02, 0.7, 4, 9.99, 10, 12.3, 85.5, 2e3, 1e8])("poisson of mean %d", (mean) => {
  const distribution = poisson({ mean });

  test("draws follow the distribution, in the middle and in the tails", () => {
    const rare = [0.001, 0.999].map((probability) => distribution.quantile(probability));
    const ends = [rare[0]!, ...tenths.map((probability) => distribution.quantile(probability)), rare[1]!];
    expect(plausibility(distribution, ends, 1)).toBeGreaterThan(0.002);
  });

  test("draws have its mean and variance, and are whole", () => {
    const drawn = [...distribution.sample(count, { seed: 2 })] as number[];
    const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / count;
    const [offsets, std] = [drawn.map((value) => value - mean), Math.sqrt(mean)];
    expect(Math.abs(average(offsets))).toBeLessThan((4 * std) / Math.sqrt(count));
    const spread = average(offsets.map((offset) => offset ** 2));
    expect(Math.abs(spread / mean - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / mean) / count));
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  });
});

test.each([
  [1e-3, 1e-3, [1e-100, 1e-10, 0.5]],
  [1e-3, 4e-3, [1e-100, 1e-10, 0.5]],
  [1e-9, 3e-9, [0.5]],
  [0.05, 2, [1e-20, 1e-10, 1e-3, 0.1]],
  [3, 0.2, [0.3, 0.9, 0.99, 0.9999]],
])("draws of beta with shapes %d and %d are numbers that follow it", (a, b, ends) => {
  expect(plausibility(beta({ alpha: a, beta: b }), ends, 4)).toBeGreaterThan(0.002);
});

test("draws of gamma at tiny shapes are numbers", () => {
  const distribution = gamma({ shape: 1e-3 });
  expect(plausibility(distribution, [1e-300, 1e-100, 1e-10, 0.01], 5)).toBeGreaterThan(0.002);
});
