/**
 * The numbers from `low` to `high`. Ends may be infinite; NaN in both is the empty set, where a function has no value.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const empty: Interval = { low: Number.NaN, high: Number.NaN };
export const line: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

export function isEmpty({ low }: Interval): boolean {
  return Number.isNaN(low);
}

export function contains({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

/** Somewhat wider than rounding, of `Math.exp` and its kin too, can make it: by 4 units in the last place. */
export function outward(low: number, high: number): Interval {
  if (Number.isNaN(low) || Number.isNaN(high)) return line;
  return { low: low - margin(low), high: high + margin(high) };
}

function margin(value: number): number {
  return Number.isFinite(value) ? 4 * Number.EPSILON * Math.abs(value) + Number.MIN_VALUE : 0;
}

export function hull(values: readonly number[]): Interval {
  return outward(Math.min(...values), Math.max(...values));
}

export function intersected(a: Interval, low: number, high: number): Interval {
  if (isEmpty(a) || a.high < low || a.low > high) return empty;
  return { low: Math.max(a.low, low), high: Math.min(a.high, high) };
}
