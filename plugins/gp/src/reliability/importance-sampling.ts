import { randomStream } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { Input } from "../propagation/input-distribution.js";
import type { Simulated } from "../propagation/simulator-function.js";
import { FailureProbability } from "./failure-probability.js";
import { firstOrderReliability } from "./first-order-reliability.js";
import { normalLimitState } from "./limit-state.js";

/** Options of `importanceSampling`. */
export interface ImportanceOptions {
  /** 1000 by default. */
  readonly samples?: number;
  /** 0 by default. */
  readonly seed?: number;
}

/**
 * The probability that a limit state is at most 0, from samples around its design point, which `firstOrderReliability`
 * finds first: right for any shape near that point, blind to failure far from it.
 *
 * @example
 * const result = await importanceSampling(([x]) => 4 - x, [normal()]);
 * Math.abs(result.probability / normalCdf(-4) - 1) < 0.15; // true
 *
 * @throws NumericError NOT_CONVERGED; ValueError BAD_OPTION; DataError MISSING_VALUES
 * @see Melchers, Importance sampling in structural systems, Structural Safety 6 (1989) 3
 */
export async function importanceSampling(
  limitState: Simulated,
  inputs: readonly Input[],
  options: ImportanceOptions = {},
): Promise<FailureProbability> {
  const owner = "importanceSampling";
  checkOptions(owner, options, ["samples", "seed"]);
  const { samples = 1000, seed = 0 } = options;
  if (!(Number.isSafeInteger(samples) && samples >= 10)) {
    throw new ValueError("BAD_OPTION", `${owner}: samples is ${samples}. Give a whole number of at least 10.`);
  }
  const design = await firstOrderReliability(limitState, inputs);
  const centre = design.normalPoint.data;
  const state = normalLimitState(owner, limitState, inputs);
  const points = randomStream(seed)
    .normals([samples, state.size])
    .map((value, at) => value + centre[at % state.size]);
  const values = await state.at(points);
  const half = centre.reduce((sum, value) => sum + value * value, 0) / 2;
  const weights = values.map((value, i) => {
    if (value > 0) return 0;
    const along = points.row(i).data.reduce((sum, entry, j) => sum + entry * centre[j], 0);
    return Math.exp(half - along);
  });
  const probability = weights.reduce((sum, weight) => sum + weight, 0) / samples;
  const square = weights.reduce((sum, weight) => sum + (weight - probability) ** 2, 0) / (samples - 1);
  return new FailureProbability({
    method: "importance sampling",
    probability,
    coefficientOfVariation: probability === 0 ? 0 : Math.sqrt(square / samples) / probability,
    evaluations: design.evaluations + state.evaluations(),
  });
}
