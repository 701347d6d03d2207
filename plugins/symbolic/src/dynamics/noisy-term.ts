import type { Term } from "./term-library.js";

/** How far a state is moved to see how a term changes: as far as its noise does, or hardly where it has none. */
export function stepsOf(states: readonly Float64Array[], noise: readonly number[]): number[] {
  return states.map((column, j) => Math.max(noise[j], 1e-6 * column.reduce((a, b) => Math.max(a, Math.abs(b)), 0)));
}

/**
 * A term at a noisy state, without the bias that noise gives it, and its slopes into `slopes`. Noise of variance σ² shifts the
 * mean of a term by σ²/2 times its second derivative, which central differences of width σ take away again, exactly for
 * cubics.
 *
 * @param row the states, and behind them what has no noise; it is as before afterwards
 */
export function noisyTerm(
  value: Term["value"],
  row: Float64Array,
  noise: readonly number[],
  steps: readonly number[],
  slopes: Float64Array,
): number {
  const centre = value(row);
  let bias = 0;
  for (let j = 0; j < noise.length; j++) {
    const kept = row[j];
    row[j] = kept + steps[j];
    const ahead = value(row);
    row[j] = kept - steps[j];
    const behind = value(row);
    row[j] = kept;
    slopes[j] = (ahead - behind) / (2 * steps[j]);
    if (noise[j] > 0) bias += ((ahead + behind) / 2 - centre) * (noise[j] / steps[j]) ** 2;
  }
  return centre - bias;
}
