import { quantile } from "@mesoscope/core";

/** Differences of this order leave next to nothing of a curve that is sampled well. */
const order = 6;

/**
 * The standard deviation of white noise on samples of a smooth curve: what is left by differences of order six, over equal
 * steps or not. The median over all places keeps a shock from counting as noise.
 *
 * @see Messenger & Bortz, J. Comput. Phys. 443 (2021) 110525, section 4.3, whose filter this generalises to unequal steps
 */
export function noiseLevel(times: ArrayLike<number>, values: ArrayLike<number>): number {
  const count = values.length - order;
  if (count < 1) return 0;
  const rest = Float64Array.from({ length: count }, (_, first) => Math.abs(differenceAt(times, values, first)));
  return quantile(rest, 0.5) / 0.6745;
}

/** The divided difference of the samples from `first` on, with coefficients of unit length. */
function differenceAt(times: ArrayLike<number>, values: ArrayLike<number>, first: number): number {
  let sum = 0;
  let length = 0;
  const span = times[first + order] - times[first];
  for (let i = first; i <= first + order; i++) {
    let weight = 1;
    for (let j = first; j <= first + order; j++) if (j !== i) weight /= (times[i] - times[j]) / span;
    sum += weight * values[i];
    length += weight * weight;
  }
  return sum / Math.sqrt(length);
}
