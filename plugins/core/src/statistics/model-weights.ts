import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";

const maximumIterations = 10_000;
/** In nats per target. */
const tolerance = 1e-9;

/**
 * Weights of models, from 0 and adding up to 1, under which their mixture gives held-out targets the highest density.
 *
 * @param logDensities log density of each held-out target under each model, of shape [targets, models]
 *
 * @example
 * const logDensities = [[-1, -3], [-3, -1], [-1, -3], [-3, -1]]; // each model is right in half of the cases
 * allClose(stackingWeights(logDensities), [0.5, 0.5]); // true
 *
 * @throws ValueError EMPTY, BAD_VALUE where a target is impossible under all models
 * @see Yao, Vehtari, Simpson & Gelman, Bayesian Analysis 13 (2018) 917, eq. 4; found by expectation maximisation
 */
export function stackingWeights(logDensities: ArrayInput): NDArray {
  const table = asMatrix(logDensities, "stackingWeights: logDensities");
  const [targets, models] = table.shape;
  if (table.size === 0)
    throw new ValueError("EMPTY", "stackingWeights: there are no densities. Give one row per target.");
  const densities = Array.from({ length: targets }, (_, i) =>
    relativeDensities(table.row(i).data, `stackingWeights: the log densities of target ${i}`),
  );
  let weights = new Float64Array(models).fill(1 / models);
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    const gain = new Float64Array(models);
    for (const row of densities) {
      let total = 0;
      for (let k = 0; k < models; k++) total += weights[k]! * row[k]!;
      for (let k = 0; k < models; k++) gain[k]! += row[k]! / (total * targets);
    }
    // No other weights would raise the mean log density by more than this.
    if (Math.max(...gain) - 1 <= tolerance) break;
    weights = weights.map((weight, k) => weight * gain[k]!);
  }
  return new NDArray(weights);
}

/**
 * Weights of models by their evidence, adding up to 1: Bayesian model averaging.
 *
 * @param logEvidences log marginal likelihood of each model on the same targets, of shape [models]
 * @param prior        how likely each model is before the data; all alike unless given
 *
 * @example
 * allClose(evidenceWeights([-100, -100 - Math.log(3)]), [0.75, 0.25]); // true
 *
 * @throws ValueError EMPTY, BAD_VALUE
 * @see Hoeting, Madigan, Raftery & Volinsky, Statistical Science 14 (1999) 382, eq. 2
 */
export function evidenceWeights(logEvidences: ArrayInput, prior?: ArrayInput): NDArray {
  const evidences = asVector(logEvidences, "evidenceWeights: logEvidences");
  if (evidences.size === 0)
    throw new ValueError("EMPTY", "evidenceWeights: there are no models. Give one number each.");
  const shares = prior === undefined ? evidences.map(() => 1) : asVector(prior, "evidenceWeights: prior");
  if (
    shares.size !== evidences.size ||
    !shares.data.every((share) => share >= 0) ||
    !shares.data.some((share) => share > 0)
  ) {
    throw new ValueError(
      "BAD_VALUE",
      `evidenceWeights: prior is [${shares.data}] for ${evidences.size} models. Give one from 0 for each, not all 0.`,
    );
  }
  const likely = relativeDensities(evidences.data, "evidenceWeights: the log evidences").map(
    (density, k) => density * shares.data[k],
  );
  const total = likely.reduce((sum, value) => sum + value, 0);
  return new NDArray(likely.map((value) => value / total));
}

/** The densities of one row, divided by the largest of them. */
function relativeDensities(logs: Float64Array, subject: string): Float64Array {
  const largest = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  if (Number.isFinite(largest) && !logs.some(Number.isNaN)) return logs.map((value) => Math.exp(value - largest));
  throw new ValueError(
    "BAD_VALUE",
    `${subject} are [${logs.subarray(0, 4)}${logs.length > 4 ? ", …" : ""}]. Give at least one finite number and no NaN.`,
  );
}
