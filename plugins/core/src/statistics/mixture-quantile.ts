import { normalCdf, normalDensity, normalQuantile } from "./normal-distribution.js";

const maxSteps = 200;
const rounding = 4 * Number.EPSILON;

/**
 * The value below which a number lies with `probability` that is drawn from one of several normal distributions, by
 * Newton's method on the logarithm of the smaller tail, kept within a bracket that shrinks.
 */
export function mixtureQuantile(
  probability: number,
  weights: Float64Array,
  means: Float64Array,
  stds: Float64Array,
): number {
  const z = normalQuantile(probability);
  // The quantile of the mixture lies between those of its parts.
  let [low, high] = [Infinity, -Infinity];
  for (let k = 0; k < means.length; k++) {
    const end = stds[k] === 0 ? means[k]! : means[k]! + z * stds[k]!;
    low = Math.min(low, end);
    high = Math.max(high, end);
  }
  if (probability === 0) return low;
  if (probability === 1) return high;
  const side = probability <= 0.5 ? 1 : -1;
  const tail = side === 1 ? probability : 1 - probability;
  let at = (low + high) / 2;
  let before = high - low;
  for (let step = 0; step < maxSteps && low < at && at < high; step++) {
    let [share, density] = [0, 0];
    for (let k = 0; k < means.length; k++) {
      const distance = side * (at - means[k]!);
      if (stds[k] === 0) {
        share += weights[k]! * Number(side === 1 ? distance >= 0 : distance > 0);
        continue;
      }
      share += weights[k]! * normalCdf(distance / stds[k]!);
      density += (weights[k]! * normalDensity(distance / stds[k]!)) / stds[k]!;
    }
    const excess = Math.log(share / tail);
    const change = (-side * excess * share) / density;
    if (Math.abs(excess) <= rounding || Math.abs(change) <= rounding * Math.abs(at)) return at;
    if (side * excess < 0) low = at;
    else high = at;
    // A step that does not halve the one before is replaced by half the bracket: at jumps and between far peaks.
    const isFair = at + change > low && at + change < high && 2 * Math.abs(change) <= before;
    const next = isFair ? at + change : (low + high) / 2;
    before = Math.abs(next - at);
    at = next;
  }
  return high;
}
