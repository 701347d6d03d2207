import { type NDArray, quantile, randomStream, stackRows } from "@mesoscope/core";
import { type ArrayLike, checkOptions, type ProbabilisticModel, ValueError } from "@mesoscope/sdk";
import { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { MultiFidelityModel } from "../multi-fidelity/multi-fidelity-model.js";
import { evenlySpread } from "../propagation/evenly-spread.js";
import { type Input, readInputs, valuesOf } from "../propagation/input-distribution.js";
import { inputNames } from "../propagation/input-names.js";
import { evaluateAt, type Simulated } from "../propagation/simulator-function.js";
import { type SobolEstimates, sobolEstimates } from "./sobol-estimators.js";
import { SobolIndices } from "./sobol-result.js";

/** Options of `sobolIndices`. */
export interface SobolOptions {
  /** Rows of each of the two samples, so `samples · (inputs + 2)` evaluations; 1024, or 256 with `draws`. */
  readonly samples?: number;
  /** Draws of a model's function, whose spread then is part of the intervals; 0 takes its mean. 0 by default. */
  readonly draws?: number;
  /** Of the bootstrap behind the intervals; 200 by default. */
  readonly resamples?: number;
  /** What the inputs are called; as a model knows them, or x0, x1, …, unless given. */
  readonly names?: readonly string[];
  /** 0 by default. */
  readonly seed?: number;
}

const mostJointPoints = 3000;

/**
 * Which share of the variance of a result each independent input explains, alone (first) and with all its interactions
 * (total), with 95 % intervals.
 *
 * @param simulated a function of one point, or a model; with `draws` a model whose samples are joint, such as a Gaussian
 *   process, so that what it does not know of the function is in the intervals
 *
 * @example
 * const indices = await sobolIndices(([a, b]) => 2 * a + b, [[0, 1], [0, 1]]);
 * indices.first.map((share) => share.toFixed(1)); // ["0.8", "0.2"]
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE; DataError MISSING_VALUES
 * @see Saltelli et al., Comput. Phys. Commun. 181 (2010) 259; Le Gratiet, Cannamela & Iooss, SIAM/ASA J. Uncertain.
 *   Quantif. 2 (2014) 336, for `draws`
 */
export async function sobolIndices(
  simulated: Simulated,
  inputs: readonly Input[],
  options: SobolOptions = {},
): Promise<SobolIndices> {
  const owner = "sobolIndices";
  checkOptions(owner, options, ["samples", "draws", "resamples", "names", "seed"]);
  const { draws = 0, samples = draws > 0 ? 256 : 1024, resamples = 200, seed = 0 } = options;
  for (const [name, value, least] of [
    ["samples", samples, 8],
    ["draws", draws, 0],
    ["resamples", resamples, 10],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a whole number of at least ${least}.`);
  }
  const distributions = readInputs(owner, inputs);
  const size = distributions.length;
  const names = inputNames(owner, options.names, size, simulated);
  const both = evenlySpread(samples, 2 * size, seed);
  const half = (from: number) =>
    both.take(
      Array.from({ length: size }, (_, j) => from + j),
      1,
    );
  const [a, b] = [half(0), half(size)];
  const mixed = distributions.map((_, j) => a.map((value, at) => (at % size === j ? b.data[at] : value)));
  const X = valuesOf(stackRows(a, b, ...mixed), distributions);
  const functions =
    draws > 0 ? drawFunctions(owner, simulated, X, draws, seed) : [(await evaluateAt(owner, simulated, X)).data];
  const stream = randomStream(seed).child(1);
  const everyRow = Array.from({ length: samples }, (_, i) => i);
  const central: SobolEstimates[] = [];
  const spread: SobolEstimates[] = [];
  for (const values of functions) {
    const block = (k: number) => values.subarray(k * samples, (k + 1) * samples);
    const parts = { a: block(0), b: block(1), mixed: distributions.map((_, j) => block(2 + j)) };
    central.push(sobolEstimates(parts, everyRow));
    for (let r = 0; r < Math.ceil(resamples / functions.length); r++) {
      spread.push(sobolEstimates(parts, stream.choice(everyRow, samples, { replace: true })));
    }
  }
  const average = (pick: (one: SobolEstimates) => number) =>
    central.reduce((sum, one) => sum + pick(one), 0) / central.length;
  const interval = (pick: (one: SobolEstimates) => number) => {
    const found = spread.map(pick);
    return { lower: quantile(found, 0.025), upper: quantile(found, 0.975) };
  };
  return new SobolIndices({
    names,
    first: distributions.map((_, j) => average((one) => one.first[j])),
    total: distributions.map((_, j) => average((one) => one.total[j])),
    firstInterval: distributions.map((_, j) => interval((one) => one.first[j])),
    totalInterval: distributions.map((_, j) => interval((one) => one.total[j])),
    variance: average((one) => one.variance),
    evaluations: X.shape[0],
  });
}

function drawFunctions(owner: string, simulated: Simulated, X: NDArray, draws: number, seed: number): Float64Array[] {
  const { predictive } = simulated as Partial<ProbabilisticModel<ArrayLike>>;
  if (typeof predictive !== "function") {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: draws needs a model with predictive, such as a Gaussian process. Leave draws out.`,
    );
  }
  if (X.shape[0] > mostJointPoints) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: draws at ${X.shape[0]} points jointly are too many, the most is ${mostJointPoints}. Take fewer samples.`,
    );
  }
  const found = predictiveWithoutNoise(simulated as ProbabilisticModel<ArrayLike>, X).sample(draws, { seed });
  return Array.from({ length: draws }, (_, k) => found.data.slice(k * X.shape[0], (k + 1) * X.shape[0]));
}

/** Of the function where the model can tell it from its noise. */
function predictiveWithoutNoise(model: ProbabilisticModel<ArrayLike>, X: NDArray) {
  const isOurs = model instanceof GaussianProcessModel || model instanceof MultiFidelityModel;
  return isOurs ? model.predictive(X, { noise: false }) : model.predictive(X);
}
