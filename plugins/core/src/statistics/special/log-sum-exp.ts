/** `log Σ exp(valueᵢ)`, which neither overflows nor vanishes. */
export function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((total, value) => total + Math.exp(value - largest), 0));
}
