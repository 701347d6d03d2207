import { NDArray, randomStream } from "@mesoscope/core";
import { checkOptions, NumericError, tick, ValueError } from "@mesoscope/sdk";
import type { Input } from "../propagation/input-distribution.js";
import type { Simulated } from "../propagation/simulator-function.js";
import { FailureProbability } from "./failure-probability.js";
import { normalLimitState } from "./limit-state.js";

/** Options of `subsetSimulation`. */
export interface SubsetOptions {
  /** Points on every level, 1000 by default. */
  readonly samples?: number;
  /** At most this many levels, each ten times rarer; 20 by default. */
  readonly maxLevels?: number;
  /** 0 by default. */
  readonly seed?: number;
}

const share = 0.1;
/** Correlation of a point with the one that it is moved from. */
const memory = 0.8;

/**
 * The probability that a limit state is at most 0, also a very small one in many dimensions: as the product of the
 * probabilities of ever rarer events, each about 0.1. Independent inputs.
 *
 * @param limitState a function of one point, or a model; failure is where it is at most 0
 *
 * @example
 * const result = await subsetSimulation(([x]) => 3.5 - x, [normal()]);
 * result.probability > 1e-4 && result.probability < 5e-4; // true
 *
 * @throws NumericError NOT_CONVERGED; ValueError BAD_OPTION; DataError MISSING_VALUES
 * @see Au & Beck, Prob. Eng. Mech. 16 (2001) 263; Papaioannou et al., Prob. Eng. Mech. 41 (2015) 89, section 3.3
 */
export async function subsetSimulation(
  limitState: Simulated,
  inputs: readonly Input[],
  options: SubsetOptions = {},
): Promise<FailureProbability> {
  const owner = "subsetSimulation";
  checkOptions(owner, options, ["samples", "maxLevels", "seed"]);
  const { samples = 1000, maxLevels = 20, seed = 0 } = options;
  if (!(Number.isSafeInteger(samples) && samples >= 100) || !(Number.isSafeInteger(maxLevels) && maxLevels >= 1)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: samples is ${samples} and maxLevels ${maxLevels}. Give at least 100 samples and 1 level.`,
    );
  }
  const state = normalLimitState(owner, limitState, inputs);
  const stream = randomStream(seed);
  const seeds = Math.floor(share * samples);
  let points = stream.normals([samples, state.size]);
  let values = await state.at(points);
  let chains = samples;
  let probability = 1;
  let squares = 0;
  for (let level = 0; level < maxLevels; level++) {
    await tick(level, maxLevels, { probability });
    const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
    const failing = values.reduce((count, value) => count + +(value <= 0), 0);
    const threshold = failing >= seeds ? 0 : (values[order[seeds - 1]] + values[order[seeds]]) / 2;
    const hits = Float64Array.from(values, (value) => +(value <= threshold));
    const fraction = hits.reduce((sum, hit) => sum + hit, 0) / samples;
    probability *= fraction;
    squares += squaredVariation(hits, fraction, chains);
    if (threshold === 0) {
      const coefficientOfVariation = Math.sqrt(squares);
      return new FailureProbability({
        method: `subset simulation with ${level + 1} level(s)`,
        probability,
        coefficientOfVariation,
        evaluations: state.evaluations(),
      });
    }
    // The chains lie one after the other: entry `c · length + k` is step k of chain c.
    const starts = order.slice(0, Math.round(fraction * samples));
    chains = starts.length;
    const length = Math.floor(samples / chains);
    const [next, nextValues] = [
      new NDArray(new Float64Array(chains * length * state.size), [chains * length, state.size]),
      new Float64Array(chains * length),
    ];
    let current = points.take(starts);
    let currentValues = Float64Array.from(starts, (i) => values[i]);
    for (let k = 0; k < length; k++) {
      if (k > 0) {
        const noise = stream.normals([chains, state.size]);
        const proposed = current.map((value, at) => memory * value + Math.sqrt(1 - memory ** 2) * noise.data[at]);
        const found = await state.at(proposed);
        const from = current;
        const before = currentValues;
        current = from.map((value, at) =>
          found[Math.floor(at / state.size)] <= threshold ? proposed.data[at] : value,
        );
        currentValues = before.map((value, c) => (found[c] <= threshold ? found[c] : value));
      }
      for (let c = 0; c < chains; c++) {
        next.data.set(current.data.subarray(c * state.size, (c + 1) * state.size), (c * length + k) * state.size);
        nextValues[c * length + k] = currentValues[c];
      }
    }
    [points, values] = [next, nextValues];
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `${owner}: failure is rarer than ${probability.toPrecision(2)} after ${maxLevels} levels. Check the limit state, or allow more levels.`,
  );
}

/** Squared coefficient of variation of a fraction of correlated hits, in chains one after the other. */
function squaredVariation(hits: Float64Array, fraction: number, chains: number): number {
  const count = hits.length;
  const length = Math.floor(count / chains);
  const base = (1 - fraction) / (fraction * count);
  if (length <= 1 || fraction === 1) return base;
  let correlation = 0;
  for (let lag = 1; lag < length; lag++) {
    let sum = 0;
    for (let c = 0; c < chains; c++) {
      for (let k = 0; k + lag < length; k++) sum += hits[c * length + k] * hits[c * length + k + lag];
    }
    const covariance = sum / (chains * (length - lag)) - fraction ** 2;
    correlation += (2 * (1 - lag / length) * covariance) / (fraction * (1 - fraction));
  }
  return base * (1 + Math.max(correlation, 0));
}
