import { mean, NDArray, normalCdf, type RandomStream, randomStream, standardDeviation } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  NumericError,
  ValueError,
} from "@mesoscope/sdk";
import { attempt } from "../fit/objective.js";
import { readMeasured } from "../fit/training-data.js";
import { ConditionedProcess } from "../multi-fidelity/conditioned-process.js";
import { type Input, type InputDistribution, readInputs } from "../propagation/input-distribution.js";
import { CalibrationModel } from "./calibration-model.js";
import { type DiscrepancyData, discrepancyFamily, hyperparametersAt } from "./discrepancy.js";
import { type Ensemble, ensembleSample } from "./ensemble-sample.js";
import { type CalibratedSimulator, outputsOf } from "./simulator-outputs.js";

/** Options of `calibration`. */
export interface CalibrationOptions {
  /**
   * A function of inputs and parameters, or a model of rows `[inputs, parameters]`, such as a Gaussian process fitted to
   * simulator runs, whose own uncertainty then counts.
   */
  readonly simulator: CalibratedSimulator;
  /** What is known of every parameter before the data: `[low, high]`, or a distribution. */
  readonly parameters: readonly Input[];
  /** Whether reality may differ from the simulator at its best by a function of the inputs; true by default. */
  readonly discrepancy?: boolean;
  /** How many draws of the posterior are kept; 100 by default. */
  readonly draws?: number;
  /** 0 by default. */
  readonly seed?: number;
}

/** A recipe for the calibration of a simulator; made by `calibration`. */
export interface Calibration extends Estimator<ArrayLike, ArrayLike, CalibrationModel>, Displayable {
  readonly options: CalibrationOptions;
}

const ensembles = 2;
const burnIn = 200;
const between = 10;
const startTries = 4000;
/** Nats below the best walker, and one more per variable: a normal density has fewer than one in 100 000 there. */
const lost = 12;

/**
 * Finds the parameters of a simulator from measurements, with what it gets wrong in itself as a Gaussian process of the
 * inputs: `y = simulator(x, parameters) + discrepancy(x) + noise`, all unknowns by Markov chains.
 *
 * Parameters and discrepancy can stand in for each other: the posterior is as wide as that makes it, and no wider than
 * what is known of the parameters before. X of shape [n, d], y of shape [n]; for up to some 200 measurements.
 *
 * @example
 * const simulator = ([x], [rate]) => Math.exp(-rate * x);
 * const X = [0, 0.5, 1, 1.5, 2, 2.5];
 * const spec = calibration({ simulator, parameters: [[0.1, 3]], discrepancy: false });
 * const model = await spec.fit(X, X.map((x, i) => Math.exp(-0.8 * x) + 0.01 * (-1) ** i));
 * Math.abs(model.parameters[0].mean - 0.8) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES, NumericError
 *   NOT_FINITE where no parameters give a likelihood
 * @see Kennedy & O'Hagan, Bayesian calibration of computer models, J. R. Stat. Soc. B 63 (2001) 425
 */
export function calibration(options: CalibrationOptions): Calibration {
  const owner = "calibration";
  checkOptions(owner, options, ["simulator", "parameters", "discrepancy", "draws", "seed"]);
  const { simulator, parameters, discrepancy = true, draws = 100 } = options;
  if (typeof simulator !== "function" && typeof simulator?.predict !== "function") {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: simulator is no function. Give (x, parameters) => …, or a model with predict.`,
    );
  }
  if (typeof discrepancy !== "boolean") {
    throw new ValueError("BAD_OPTION", `${owner}: discrepancy is ${discrepancy}. Give true or false.`);
  }
  if (!(Number.isSafeInteger(draws) && draws >= 10)) {
    throw new ValueError("BAD_OPTION", `${owner}: draws is ${draws}. Give a whole number of at least 10.`);
  }
  const priors = readInputs(owner, parameters);
  return {
    options: Object.freeze({ ...options }),
    fit: (X, y) => fitCalibration(options, priors, X, y),
    [displaySymbol]: () => ({ "text/plain": `calibration of ${priors.length} parameter(s), not fitted yet` }),
  };
}

async function fitCalibration(
  { simulator, discrepancy = true, draws = 100, seed = 0 }: CalibrationOptions,
  priors: readonly InputDistribution[],
  X: ArrayLike,
  y: ArrayLike,
): Promise<CalibrationModel> {
  const owner = "calibration.fit";
  const data = readMeasured(X, y, owner);
  const described = discrepancyData(data.X, data.y, discrepancy);
  const family = discrepancyFamily(described);
  const size = priors.length + family.hyperpriors.length;
  const parametersAt = (place: Float64Array) =>
    Float64Array.from(priors, (prior, p) => prior.quantile(normalCdf(place[p])));
  const logPosterior = (place: Float64Array) => {
    if (place.some((z) => Math.abs(z) > 8)) return Number.NEGATIVE_INFINITY;
    const outputs = outputsOf(owner, simulator, data.X, parametersAt(place));
    const residual = new NDArray(data.y.data.map((value, i) => (value - outputs.mean[i]) / described.spread));
    const extra = outputs.variance.map((value) => value / described.spread ** 2);
    const covariance = family.bind(hyperparametersAt(family, place.subarray(priors.length)), extra);
    const process = attempt(() => new ConditionedProcess(covariance, described.X, residual));
    const likelihood = process?.logLikelihood ?? Number.NaN;
    if (!Number.isFinite(likelihood)) return Number.NEGATIVE_INFINITY;
    return likelihood - place.reduce((sum, z) => sum + z * z, 0) / 2;
  };
  const walkers = Math.max(24, 2 * (size + 1));
  const reads = Math.ceil(draws / (walkers * ensembles)) + 1;
  const chains: Float64Array[][] = [];
  for (let e = 0; e < ensembles; e++) {
    const stream = randomStream(seed).child(e);
    const starts = bestOfPrior(logPosterior, size, walkers, stream.child(0));
    const arrived = await ensembleSample(logPosterior, starts, { steps: burnIn / 2, stream: stream.child(1) });
    const steps = burnIn / 2 + between * Math.max(reads, 10);
    const together = rejoined(arrived.at(-1)!, stream.child(2));
    const history = await ensembleSample(logPosterior, together, { steps, stream: stream.child(3) });
    chains.push(
      history
        .slice(burnIn / 2)
        .filter((_, k) => k % between === between - 1)
        .flatMap(({ places }) => places),
    );
  }
  const rHats = priors.map((_, p) =>
    potentialScaleReduction(chains.map((chain) => chain.map((place) => parametersAt(place)[p]))),
  );
  const all = chains.flat();
  const kept = Array.from({ length: draws }, (_, k) => all[Math.floor(((k + 0.5) * all.length) / draws)]);
  return new CalibrationModel(simulator, {
    data: described,
    y: data.y,
    parameters: kept.map((place) => Array.from(parametersAt(place))),
    hyperparameters: kept.map((place) => Array.from(hyperparametersAt(family, place.subarray(priors.length)))),
    rHats,
  });
}

/** Inputs on −1 to 1, and the spread of the targets as unit. */
function discrepancyData(X: NDArray, y: NDArray, isIncluded: boolean): DiscrepancyData {
  const columns = Array.from({ length: X.shape[1] }, (_, j) => Array.from(X.column(j).data));
  const centres = columns.map((column) => (Math.min(...column) + Math.max(...column)) / 2);
  const halfRanges = columns.map((column) => (Math.max(...column) - Math.min(...column)) / 2 || 1);
  const scaled = X.map((value, at) => (value - centres[at % centres.length]) / halfRanges[at % centres.length]);
  return {
    X: scaled,
    inputs: X,
    centres,
    halfRanges,
    spread: standardDeviation(y) || Math.abs(mean(y)) || 1,
    isIncluded,
  };
}

/** Walkers begin at draws from the prior, by their posterior density. */
function bestOfPrior(
  logPosterior: (place: Float64Array) => number,
  size: number,
  walkers: number,
  stream: ReturnType<typeof randomStream>,
): Float64Array[] {
  const found: { place: Float64Array; value: number }[] = [];
  for (let tries = 0; tries < startTries && (tries < 10 * walkers || found.length < walkers); tries++) {
    const place = Float64Array.from({ length: size }, () => stream.normal());
    const value = logPosterior(place);
    if (value > Number.NEGATIVE_INFINITY) found.push({ place, value });
  }
  if (found.length < walkers) {
    throw new NumericError(
      "NOT_FINITE",
      `calibration.fit: only ${found.length} of ${startTries} draws of the parameters give a likelihood. Check the simulator and the parameters' ranges.`,
    );
  }
  return found
    .toSorted((a, b) => b.value - a.value)
    .slice(0, walkers)
    .map(({ place }) => place);
}

/**
 * The places of an ensemble, where walkers far below the best density stand beside one that is not: with few variables a
 * walker can be left behind in the tail of the prior, from where it hardly ever finds back.
 */
function rejoined({ places, logDensities }: Ensemble, stream: RandomStream): Float64Array[] {
  const least = Math.max(...logDensities) - lost - places[0].length;
  const among = places.filter((_, k) => logDensities[k] >= least);
  return places.map((place, k) => (logDensities[k] >= least ? place : among[stream.integer(among.length)].slice()));
}

/** R-hat over the halves of all chains: 1 where they agree. */
function potentialScaleReduction(chains: readonly (readonly number[])[]): number {
  const halves = chains.flatMap((chain) => [chain.slice(0, chain.length >> 1), chain.slice(chain.length >> 1)]);
  const means = halves.map((half) => half.reduce((sum, value) => sum + value, 0) / half.length);
  const within =
    halves.reduce(
      (sum, half, k) => sum + half.reduce((s, value) => s + (value - means[k]) ** 2, 0) / (half.length - 1),
      0,
    ) / halves.length;
  const centre = means.reduce((sum, value) => sum + value, 0) / means.length;
  const among = means.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (means.length - 1);
  return within === 0 ? 1 : Math.sqrt(1 + among / within);
}
