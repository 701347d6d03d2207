import { add, asMatrix, matmul, NDArray } from "@mesoscope/core";
import { checkOptions } from "@mesoscope/sdk";
import { type Belief, type Image, runGaussianFilter, type StateFilter, vectorOf } from "./gaussian-filter.js";
import { type Matrices, matrixAt, type StateSpaceOptions } from "./series.js";

export interface KalmanFilterOptions extends StateSpaceOptions {
  /** How the state moves from one step to the next, of shape [d, d]. */
  readonly transition: Matrices;
  /** How it is observed, of shape [m, d]. */
  readonly observation: Matrices;
  /** What is added to the state after a step, of shape [d]: a known push. */
  readonly control?: (step: number) => readonly number[] | NDArray;
}

/**
 * A filter for a state that moves linearly, is observed linearly and is disturbed by normal noise: exact.
 *
 * Matrices may change from step to step, so unequal time steps are allowed; rows of NaN are steps without an
 * observation, and single NaN entries sensors that were silent: series of several rates need nothing else.
 *
 * @example
 * const track = kalmanFilter({
 *   transition: [[1, 1], [0, 1]], // position and velocity
 *   observation: [[1, 0]],
 *   processNoise: [[0.01, 0], [0, 0.01]],
 *   observationNoise: [[1]],
 *   initial: { mean: [0, 0], covariance: [[100, 0], [0, 100]] },
 * });
 * const filtered = await track.filter([1.1, 1.9, NaN, 4.2, 4.9]);
 * filtered.smooth().std.get(2, 0) < filtered.std.get(2, 0); // true
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH; NumericError
 *   NOT_POSITIVE_DEFINITE, NOT_FINITE where a function of a model gives none
 * @see Kalman, J. Basic Eng. 82 (1960) 35; Särkkä & Svensson, Bayesian Filtering and Smoothing (2023), section 6.3
 */
export function kalmanFilter(options: KalmanFilterOptions): StateFilter {
  checkOptions("kalmanFilter", options, [
    "transition",
    "observation",
    "control",
    "processNoise",
    "observationNoise",
    "initial",
  ]);
  return {
    options: Object.freeze({ ...options }),
    filter(observations) {
      const m = asMatrix(observations, "kalmanFilter.filter: observations").shape[1];
      return runGaussianFilter("kalmanFilter", options, observations, {
        move(belief, step) {
          const d = belief.mean.size;
          const moved = linearImage(belief, matrixAt("kalmanFilter: transition", options.transition, step, d, d));
          const push = options.control?.(step);
          return push ? { ...moved, mean: add(moved.mean, vectorOf("kalmanFilter: control", push, d)) } : moved;
        },
        observe: (belief, step) =>
          linearImage(belief, matrixAt("kalmanFilter: observation", options.observation, step, m, belief.mean.size)),
      });
    },
  };
}

/** The belief about `matrix · x`. */
export function linearImage({ mean, covariance }: Belief, matrix: NDArray): Image {
  const cross = matmul(covariance, matrix.transpose());
  return { mean: new NDArray(matmul(matrix, mean).data), covariance: matmul(matrix, cross), cross, slopes: matrix };
}
