import {
  type ArrayInput,
  add,
  asMatrix,
  asVector,
  choleskySolve,
  identity,
  logDeterminant,
  matmul,
  NDArray,
  subtract,
} from "@mesoscope/core";
import { NumericError, ShapeError, tick, ValueError } from "@mesoscope/sdk";
import { checkCovariance, factorOf } from "../common/covariance.js";
import { symmetric } from "../common/symmetric.js";
import { FilteredSeries, type FilterStep } from "./filtered-series.js";
import { covarianceAt, readObservations, type StateSpaceOptions } from "./series.js";

/** What is believed of the state: mean of shape [d], covariance of shape [d, d]. */
export interface Belief {
  readonly mean: NDArray;
  readonly covariance: NDArray;
}

/** A belief about something that depends on the state, with their covariance, of shape [d, …]. */
export interface Image extends Belief {
  readonly cross: NDArray;
  /** The matrix that makes it of the state, where there is one. */
  readonly slopes?: NDArray;
}

/** A recipe for following a hidden state through a series of observations. */
export interface StateFilter {
  readonly options: object;
  /**
   * The state at every step, given the observations up to it.
   *
   * @param observations of shape [steps, m], or [steps] where m = 1; NaN where nothing was observed
   */
  filter(observations: ArrayInput): Promise<FilteredSeries>;
}

/** How one kind of filter carries a belief through the model. */
export interface Carriers {
  /** From one step to the next, without process noise. */
  move(belief: Belief, step: number): Image;
  /** To what is observed, without observation noise. */
  observe(belief: Belief, step: number): Image;
}

/**
 * Runs a filter that keeps a normal belief: predict, compare, correct.
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError EMPTY, BAD_OPTION, BAD_VALUE, NOT_FINITE; NumericError
 *   NOT_POSITIVE_DEFINITE, NOT_FINITE
 * @see Särkkä & Svensson, Bayesian Filtering and Smoothing, 2nd edition (2023), sections 6.3 and 8.4
 */
export async function runGaussianFilter(
  owner: string,
  options: StateSpaceOptions,
  observations: ArrayInput,
  carriers: Carriers,
): Promise<FilteredSeries> {
  const series = readObservations(owner, observations);
  const [steps, size] = series.shape;
  const initial = readInitial(owner, options);
  const d = initial.mean.size;
  const history: FilterStep[] = [];
  let belief = initial;
  for (let step = 0; step < steps; step++) {
    await tick(step, steps);
    const moved = step === 0 ? undefined : carriers.move(belief, step - 1);
    const predicted = moved
      ? {
          mean: moved.mean,
          covariance: add(moved.covariance, covarianceAt(`${owner}: processNoise`, options.processNoise, step - 1, d)),
        }
      : belief;
    const expected = carriers.observe(predicted, step);
    const noise = covarianceAt(`${owner}: observationNoise`, options.observationNoise, step, size);
    const corrected = correct(owner, predicted, expected, noise, series.row(step));
    history.push({ ...corrected, predicted, cross: moved?.cross });
    belief = corrected.belief;
  }
  return new FilteredSeries(history);
}

/** The first state, checked. */
export function readInitial(owner: string, { initial }: StateSpaceOptions): Belief {
  if (typeof initial !== "object" || initial === null) {
    throw new ValueError("BAD_OPTION", `${owner}: there is no initial state. Give initial: { mean, covariance }.`);
  }
  const mean = asVector(initial.mean, `${owner}: initial.mean`);
  const covariance = asMatrix(initial.covariance, `${owner}: initial.covariance`);
  if (covariance.shape[0] !== mean.size || covariance.shape[1] !== mean.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: initial.mean has ${mean.size} entries but initial.covariance is [${covariance.shape}]. Give one row and column per entry.`,
    );
  }
  const bad = [...mean.data, ...covariance.data].find((value) => !Number.isFinite(value));
  if (bad !== undefined) {
    throw new ValueError(
      "NOT_FINITE",
      `${owner}: initial holds ${bad}. Give finite numbers, a large variance where little is known.`,
    );
  }
  checkCovariance(`${owner}: initial.covariance`, covariance);
  return { mean, covariance };
}

/** The belief once a row of observations is known; missing entries say nothing. */
function correct(owner: string, predicted: Belief, expected: Image, noise: NDArray, observed: NDArray) {
  const innovation = subtract(observed, expected.mean);
  const seen = Array.from(observed.data.keys()).filter((j) => !Number.isNaN(observed.data[j]));
  if (seen.length === 0) return { belief: predicted, innovation, logLikelihood: 0 };
  const cross = expected.cross.take(seen, 1);
  const spread = add(expected.covariance, noise).take(seen).take(seen, 1);
  const factor = factorOf(`${owner}: the covariance of what is observed`, spread);
  const gain = choleskySolve(factor, cross.transpose()).transpose();
  const surprise = innovation.take(seen);
  const mean = add(predicted.mean, matmul(gain, surprise));
  const covariance = expected.slopes
    ? josephForm(predicted.covariance, gain, expected.slopes.take(seen), noise.take(seen).take(seen, 1))
    : reduced(predicted.covariance, gain, cross, spread);
  const distance = choleskySolve(factor, surprise).data.reduce((sum, value, j) => sum + value * surprise.data[j], 0);
  const logLikelihood = -0.5 * (distance + logDeterminant(factor) + seen.length * Math.log(2 * Math.PI));
  return { belief: { mean, covariance: symmetric(covariance) }, innovation, logLikelihood };
}

/**
 * The covariance after a correction as a sum of two that cannot be negative: nothing cancels where little was known
 * before.
 *
 * @see Bucy & Joseph, Filtering for Stochastic Processes (1968)
 */
function josephForm(covariance: NDArray, gain: NDArray, slopes: NDArray, noise: NDArray): NDArray {
  const kept = subtract(identity(covariance.shape[0]), matmul(gain, slopes));
  return add(matmul(matmul(kept, covariance), kept.transpose()), matmul(matmul(gain, noise), gain.transpose()));
}

/** The same without such a matrix; errors of the gain count by their square only. */
function reduced(covariance: NDArray, gain: NDArray, cross: NDArray, spread: NDArray): NDArray {
  const reduction = matmul(gain, cross.transpose());
  const rest = subtract(covariance, add(reduction, reduction.transpose()));
  return add(rest, matmul(matmul(gain, spread), gain.transpose()));
}

/** A vector as an array of shape [size], checked. */
export function vectorOf(subject: string, values: ArrayInput, size: number): NDArray {
  const vector = asVector(values, subject);
  if (vector.size !== size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${subject} gives ${vector.size} numbers but ${size} are needed. Give one per entry.`,
    );
  }
  const bad = vector.data.find((value) => !Number.isFinite(value));
  if (bad === undefined) return new NDArray(vector.data.slice());
  throw new NumericError(
    "NOT_FINITE",
    `${subject} gives ${bad}. Mend the model where states are unusual, or keep them closer by smaller noise.`,
  );
}
