/** A local line through values at 1, 2, 3 …: how many of them it spans, and a weight for each where some count less. */
export interface LoessOptions {
  readonly span: number;
  readonly weights?: Float64Array;
}

/**
 * The values smoothed by local lines with tricube weights.
 *
 * @see Cleveland, Robust locally weighted regression and smoothing scatterplots, Journal of the ASA 74 (1979)
 */
export function loess(values: Float64Array, options: LoessOptions): Float64Array {
  return values.map((value, i) => {
    const left = Math.min(
      Math.max(i + 1 - Math.floor(options.span / 2), 1),
      Math.max(values.length - options.span + 1, 1),
    );
    return loessAt(values, i + 1, left, options) ?? value;
  });
}

/**
 * The local line of the values from place `left` on, read at `place`, which may lie beyond them; undefined where no value
 * has a weight.
 */
export function loessAt(
  values: Float64Array,
  place: number,
  left: number,
  { span, weights: given }: LoessOptions,
): number | undefined {
  const n = values.length;
  const right = Math.min(left + span - 1, n);
  const reach = Math.max(place - left, right - place) + Math.max(Math.floor((span - n) / 2), 0);
  const weights = new Float64Array(right - left + 1);
  let total = 0;
  for (let j = left; j <= right; j++) {
    const distance = Math.abs(j - place);
    if (distance > 0.999 * reach) continue;
    const near = distance > 0.001 * reach ? cube(1 - cube(distance / reach)) : 1;
    weights[j - left] = near * (given?.[j - 1] ?? 1);
    total += weights[j - left];
  }
  if (total <= 0) return undefined;
  let centre = 0;
  let level = 0;
  for (let j = left; j <= right; j++) {
    centre += (weights[j - left] / total) * j;
    level += (weights[j - left] / total) * values[j - 1];
  }
  let spread = 0;
  let tilt = 0;
  for (let j = left; j <= right; j++) {
    const weight = (weights[j - left] / total) * (j - centre);
    spread += weight * (j - centre);
    tilt += weight * values[j - 1];
  }
  return Math.sqrt(spread) > 0.001 * (n - 1) ? level + ((place - centre) / spread) * tilt : level;
}

/** Products are many times as fast as a power, and this is the innermost step. */
function cube(x: number): number {
  return x * x * x;
}
