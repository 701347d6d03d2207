export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between order statistics; NaN for no values. */
export function quantile(values: readonly number[], probability: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (position - below) * (above - sorted[below]!);
}
