import {
  type ArrayInput,
  add,
  asMatrix,
  asVector,
  choleskySolve,
  logDeterminant,
  matmul,
  NDArray,
  subtract,
} from "@mesoscope/core";
import { ShapeError, tick } from "@mesoscope/sdk";
import { symmetric } from "../estimates/symmetric.js";
import { FilteredSeries, type FilterStep } from "./filtered-series.js";
import { factorOf, matrixAt, readObservations, type StateSpaceOptions } from "./series.js";

/** What is believed of the state: mean of shape [d], covariance of shape [d, d]. */
export interface Belief {
  readonly mean: NDArray;
  readonly covariance: NDArray;
}

/** A belief about something that depends on the state, with their covariance, of shape [d, …]. */
export interface Image extends Belief {
  readonly cross: NDArray;
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
 * @throws ShapeError SHAPE_MISMATCH, EMPTY; ValueError BAD_VALUE; NumericError NOT_POSITIVE_DEFINITE
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
          covariance: add(moved.covariance, matrixAt(`${owner}: processNoise`, options.processNoise, step - 1, d, d)),
        }
      : belief;
    const expected = carriers.observe(predicted, step);
    const noise = matrixAt(`${owner}: observationNoise`, options.observationNoise, step, size, size);
    const corrected = correct(owner, predicted, expected, noise, series.row(step));
    history.push({ ...corrected, predicted, cross: moved?.cross });
    belief = corrected.belief;
  }
  return new FilteredSeries(history);
}

/** The first state, checked. */
export function readInitial(owner: string, { initial }: StateSpaceOptions): Belief {
  const mean = asVector(initial.mean, `${owner}: initial.mean`);
  const covariance = asMatrix(initial.covariance, `${owner}: initial.covariance`);
  if (covariance.shape[0] !== mean.size || covariance.shape[1] !== mean.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: initial.mean has ${mean.size} entries but initial.covariance is [${covariance.shape}]. Give one row and column per entry.`,
    );
  }
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
  // Keeps its accuracy where the gain is rounded, as Joseph's form does.
  const reduction = matmul(gain, cross.transpose());
  const covariance = add(
    subtract(predicted.covariance, add(reduction, reduction.transpose())),
    matmul(matmul(gain, spread), gain.transpose()),
  );
  const distance = choleskySolve(factor, surprise).data.reduce((sum, value, j) => sum + value * surprise.data[j], 0);
  const logLikelihood = -0.5 * (distance + logDeterminant(factor) + seen.length * Math.log(2 * Math.PI));
  return { belief: { mean, covariance: symmetric(covariance) }, innovation, logLikelihood };
}

/** A vector as an array of shape [size], checked. */
export function vectorOf(subject: string, values: ArrayInput, size: number): NDArray {
  const vector = asVector(values, subject);
  if (vector.size === size) return new NDArray(vector.data.slice());
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${subject} gives ${vector.size} numbers but ${size} are needed. Give one per entry.`,
  );
}
