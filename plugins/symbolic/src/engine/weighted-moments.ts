export interface Moments {
  readonly totalWeight: number;
  readonly mean: number;
  /** About the weighted mean. */
  readonly variance: number;
}

/** In one pass that does not cancel (West, Comm. ACM 22 (1979), 532–535). */
export function weightedMoments(numbers: Float64Array, weights: Float64Array | undefined): Moments {
  let totalWeight = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    const distance = (numbers[i] as number) - mean;
    totalWeight += weight;
    mean += (weight / totalWeight) * distance;
    squares += weight * distance * ((numbers[i] as number) - mean);
  }
  return { totalWeight, mean, variance: squares / totalWeight };
}
