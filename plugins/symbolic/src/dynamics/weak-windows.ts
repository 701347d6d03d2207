import { NDArray } from "@mesoscope/core";
import { bumpDerivative } from "./bump-function.js";
import { quadratureWeights } from "./quadrature-weights.js";
import { powerOf } from "./window-size.js";

/** Test functions over one trajectory, with the weights of the integral in them. */
export interface WeakWindows {
  /** φₖ(tᵢ) wᵢ, of shape [windows, samples]: turns a feature into ∫ φ f dt. */
  readonly values: NDArray;
  /** −φ′ₖ(tᵢ) wᵢ: turns a state x into ∫ φ x′ dt without differentiating it. */
  readonly slopes: NDArray;
}

/**
 * So many bump functions of a radius, given in mean steps, with their centres spread evenly in time.
 *
 * @see Messenger & Bortz, Multiscale Model. Simul. 19 (2021) 1474, section 2
 */
export function weakWindows(times: Float64Array, radius: number, count: number): WeakWindows {
  const samples = times.length;
  const weights = quadratureWeights(times);
  const [start, end] = [times[0], times[samples - 1]];
  const half = Math.min((radius * (end - start)) / (samples - 1), (end - start) / 2);
  const values = new Float64Array(count * samples);
  const slopes = new Float64Array(count * samples);
  const power = powerOf(radius);
  const bump = bumpDerivative(power, 0);
  const slope = bumpDerivative(power, 1);
  for (let k = 0; k < count; k++) {
    const centre = start + half + ((end - start - 2 * half) * (k + 0.5)) / count;
    for (let i = 0; i < samples; i++) {
      const s = (times[i] - centre) / half;
      if (Math.abs(s) >= 1) continue;
      values[k * samples + i] = bump(s) * weights[i];
      slopes[k * samples + i] = (-slope(s) / half) * weights[i];
    }
  }
  return { values: new NDArray(values, [count, samples]), slopes: new NDArray(slopes, [count, samples]) };
}
