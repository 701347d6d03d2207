import {
  type ArrayInput,
  add,
  choleskySolve,
  matmul,
  mean as meanOf,
  multiply,
  type NDArray,
  type RandomStream,
  randomStream,
  stackRows,
  standardDeviation,
  subtract,
} from "@mesoscope/core";
import { checkNumber, checkOptions, checkWhole, tick } from "@mesoscope/sdk";
import { factorOf, rootOf } from "../common/covariance.js";
import { EnsembleSeries } from "./ensemble-series.js";
import { readInitial, vectorOf } from "./gaussian-filter.js";
import { type Localization, taper } from "./localization.js";
import { type NonlinearOptions, nonlinearNames } from "./nonlinear.js";
import { covarianceAt, readObservations } from "./series.js";

export interface EnsembleKalmanFilterOptions extends NonlinearOptions {
  /** How many states are carried along, 50 by default. */
  readonly members?: number;
  /** By how much the spread of the members is widened before each observation, 1 (not at all) by default. */
  readonly inflation?: number;
  /** Cuts off chance correlations between places far from each other. */
  readonly localization?: Localization;
  /** 0 by default. */
  readonly seed?: number;
}

/** A recipe for following a large state by a small ensemble of it. */
export interface EnsembleFilter {
  readonly options: EnsembleKalmanFilterOptions;
  /** @param observations of shape [steps, m], or [steps] where m = 1; NaN where nothing was observed */
  filter(observations: ArrayInput): Promise<EnsembleSeries>;
}

/**
 * A Kalman filter whose belief is an ensemble of states: for large states and models that are only functions.
 *
 * Observations are perturbed for every member. `processNoise` and `observationNoise` are covariances, as in
 * `kalmanFilter`.
 *
 * @example
 * const drift = ensembleKalmanFilter({
 *   transition: (state) => state,
 *   observation: (state) => state,
 *   processNoise: [[0.01]],
 *   observationNoise: [[1]],
 *   initial: { mean: [0], covariance: [[4]] },
 *   members: 200,
 * });
 * (await drift.filter([1, 1.2, 0.8])).mean.shape; // [3, 1]
 *
 * @throws as `kalmanFilter`
 * @see Evensen, Ocean Dynamics 53 (2003) 343; Houtekamer & Mitchell, Mon. Weather Rev. 129 (2001) 123, for localization
 */
export function ensembleKalmanFilter(options: EnsembleKalmanFilterOptions): EnsembleFilter {
  check(options);
  return { options: Object.freeze({ ...options }), filter: (observations) => run(options, observations) };
}

function check(options: EnsembleKalmanFilterOptions): void {
  checkOptions("ensembleKalmanFilter", options, [...nonlinearNames, "members", "inflation", "localization", "seed"]);
  const { members = 50, inflation = 1 } = options;
  checkWhole("ensembleKalmanFilter", "members", members, 2);
  checkNumber(
    "ensembleKalmanFilter",
    "inflation",
    inflation,
    "a number from 1, such as 1.05",
    (x) => x >= 1 && x < Infinity,
  );
}

async function run(options: EnsembleKalmanFilterOptions, observations: ArrayInput): Promise<EnsembleSeries> {
  const { members: count = 50, inflation = 1, transition, observation, processNoise, observationNoise } = options;
  const owner = "ensembleKalmanFilter";
  const series = readObservations(owner, observations);
  const [steps, m] = series.shape;
  const initial = readInitial(owner, options);
  const d = initial.mean.size;
  const tapers = options.localization && taper(owner, options.localization, d, m);
  const stream = randomStream(options.seed);
  const each = (states: NDArray, name: string, map: typeof transition, step: number, size: number) =>
    stackRows(
      ...Array.from({ length: count }, (_, k) => vectorOf(`${owner}: ${name}`, map(states.row(k), step), size)),
    );

  let states = add(initial.mean, draws(stream, initial.covariance, count, `${owner}: initial.covariance`));
  const [means, stds, innovations] = [[] as NDArray[], [] as NDArray[], [] as NDArray[]];
  for (let step = 0; step < steps; step++) {
    await tick(step, steps);
    if (step > 0) {
      const noise = covarianceAt(`${owner}: processNoise`, processNoise, step - 1, d);
      const disturbance = draws(stream, noise, count, `${owner}: processNoise`);
      states = add(each(states, "transition", transition, step - 1, d), disturbance);
    }
    if (inflation > 1 && series.row(step).data.some((value) => !Number.isNaN(value))) {
      const center = meanOf(states, 0);
      states = add(center, multiply(subtract(states, center), inflation));
    }
    const images = each(states, "observation", observation, step, m);
    const noise = covarianceAt(`${owner}: observationNoise`, observationNoise, step, m);
    innovations.push(subtract(series.row(step), meanOf(images, 0)));
    states = correct(states, images, noise, series.row(step), stream, tapers);
    means.push(meanOf(states, 0));
    stds.push(standardDeviation(states, 0, { sample: true }));
  }
  return new EnsembleSeries(stackRows(...means), stackRows(...stds), stackRows(...innovations), states);
}

function correct(
  states: NDArray,
  images: NDArray,
  noise: NDArray,
  observed: NDArray,
  stream: RandomStream,
  tapers: ReturnType<typeof taper> | undefined,
): NDArray {
  const seen = Array.from(observed.data.keys()).filter((j) => !Number.isNaN(observed.data[j]));
  if (seen.length === 0) return states;
  const count = states.shape[0];
  const errors = noise.take(seen).take(seen, 1);
  const perturbed = add(observed.take(seen), draws(stream, errors, count, "ensembleKalmanFilter: observationNoise"));
  const seenImages = images.take(seen, 1);
  const deviations = subtract(states, meanOf(states, 0));
  const imageDeviations = subtract(seenImages, meanOf(seenImages, 0));
  let cross = multiply(matmul(imageDeviations.transpose(), deviations), 1 / (count - 1));
  let spread = multiply(matmul(imageDeviations.transpose(), imageDeviations), 1 / (count - 1));
  if (tapers) {
    cross = multiply(cross, tapers.toState.take(seen));
    spread = multiply(spread, tapers.between.take(seen).take(seen, 1));
  }
  const factor = factorOf("ensembleKalmanFilter: the covariance of what is observed", add(spread, errors));
  const weights = choleskySolve(factor, subtract(perturbed, seenImages).transpose());
  return add(states, matmul(weights.transpose(), cross));
}

/** Normal draws of mean 0, one per row; none along directions that nothing disturbs. */
function draws(stream: RandomStream, covariance: NDArray, count: number, subject: string): NDArray {
  const normals = stream.normals([count, covariance.shape[0]]);
  return matmul(normals, rootOf(subject, covariance).transpose());
}
