import { type ArrayInput, asMatrix, type NDArray } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";
import { checkCovariance } from "../common/covariance.js";

/** A matrix that stays the same, or one per step, counted from 0. */
export type Matrices = ArrayInput | ((step: number) => ArrayInput);

/** What every state-space model says besides how the state moves and is observed. */
export interface StateSpaceOptions {
  /** Covariance of what disturbs the state between two steps, of shape [d, d]. */
  readonly processNoise: Matrices;
  /** Covariance of the errors of an observation, of shape [m, m]. */
  readonly observationNoise: Matrices;
  /** The state before the first observation. */
  readonly initial: { readonly mean: ArrayInput; readonly covariance: ArrayInput };
}

/** The matrix of a step, checked for its shape. */
export function matrixAt(subject: string, matrices: Matrices, step: number, rows: number, columns: number): NDArray {
  const matrix = asMatrix(typeof matrices === "function" ? matrices(step) : matrices, subject);
  if (matrix.shape[0] !== rows || matrix.shape[1] !== columns) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${subject} is [${matrix.shape}] at step ${step} but [${rows},${columns}] is needed. Give a matrix that fits the state and the observations.`,
    );
  }
  const bad = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return matrix;
  throw new ValueError("NOT_FINITE", `${subject} holds ${matrix.data[bad]} at step ${step}. Give finite numbers.`);
}

/** The covariance of a step, of shape [size, size]. */
export function covarianceAt(subject: string, matrices: Matrices, step: number, size: number): NDArray {
  const matrix = matrixAt(subject, matrices, step, size, size);
  checkCovariance(subject, matrix);
  return matrix;
}

/** Observations, one row per step; NaN where nothing was observed. */
export function readObservations(owner: string, observations: ArrayInput): NDArray {
  const series = asMatrix(observations, `${owner}.filter: observations`);
  if (series.shape[0] === 0) {
    throw new ValueError("EMPTY", `${owner}.filter: there are no observations. Give one row per step.`);
  }
  const bad = series.data.findIndex((value) => Math.abs(value) === Infinity);
  if (bad < 0) return series;
  throw new ValueError(
    "NOT_FINITE",
    `${owner}.filter: the observations hold ${series.data[bad]} at step ${Math.floor(bad / series.shape[1])}. Give finite numbers, or NaN where nothing was observed.`,
  );
}
