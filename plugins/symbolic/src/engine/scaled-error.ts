import type { RowLayout } from "./row-layout.js";

/**
 * The least Σ w (a + b f − y)² over a and b. Values are first divided by the largest of them, so that no square
 * overflows, and the residuals are summed themselves, so that an exact formula has an error of rounding only.
 */
export function leastScaledError(values: Float64Array, { target, weights, totalWeight, mean }: RowLayout): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  if (!Number.isFinite(largest)) return Number.NaN;
  const unit = largest > 0 ? 1 / largest : 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights[i] as number) * (values[i] as number) * unit;
  const middle = sum / totalWeight;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (values[i] as number) * unit - middle;
    const weighted = (weights[i] as number) * distance;
    products += weighted * ((target[i] as number) - mean);
    squares += weighted * distance;
  }
  const slope = squares > 0 ? products / squares : 0;
  let error = 0;
  for (let i = 0; i < values.length; i++) {
    const residual = (target[i] as number) - mean - slope * ((values[i] as number) * unit - middle);
    error += (weights[i] as number) * residual * residual;
  }
  return error;
}
