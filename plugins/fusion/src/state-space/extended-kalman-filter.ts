import { asMatrix, NDArray } from "@mesoscope/core";
import { checkOptions } from "@mesoscope/sdk";
import { type Belief, type Image, runGaussianFilter, type StateFilter, vectorOf } from "./gaussian-filter.js";
import { linearImage } from "./kalman-filter.js";
import { type NonlinearOptions, nonlinearNames, type StateFunction } from "./nonlinear.js";
import { matrixAt } from "./series.js";

export interface ExtendedKalmanFilterOptions extends NonlinearOptions {
  /** Derivatives of `transition` by the state, of shape [d, d]; by central differences where left out. */
  readonly transitionJacobian?: StateFunction;
  /** Derivatives of `observation` by the state, of shape [m, d]; by central differences where left out. */
  readonly observationJacobian?: StateFunction;
}

/**
 * A Kalman filter of a model that is straightened at its present estimate: for mild curvature.
 *
 * @example
 * const pendulum = extendedKalmanFilter({
 *   transition: ({ data: [angle, speed] }) => [angle + 0.1 * speed, speed - 0.981 * Math.sin(angle)],
 *   observation: ({ data: [angle] }) => [Math.sin(angle)],
 *   processNoise: [[1e-4, 0], [0, 1e-4]],
 *   observationNoise: [[0.01]],
 *   initial: { mean: [1, 0], covariance: [[0.1, 0], [0, 0.1]] },
 * });
 * (await pendulum.filter([0.84, 0.82, 0.8])).mean.shape; // [3, 2]
 *
 * @throws as `kalmanFilter`
 * @see Särkkä & Svensson, Bayesian Filtering and Smoothing, 2nd edition (2023), section 7.2
 */
export function extendedKalmanFilter(options: ExtendedKalmanFilterOptions): StateFilter {
  checkOptions("extendedKalmanFilter", options, [...nonlinearNames, "transitionJacobian", "observationJacobian"]);
  const { transition, observation, transitionJacobian, observationJacobian } = options;
  return {
    options: Object.freeze({ ...options }),
    filter(observations) {
      const m = asMatrix(observations, "extendedKalmanFilter.filter: observations").shape[1];
      return runGaussianFilter("extendedKalmanFilter", options, observations, {
        move: (belief, step) => image("transition", transition, transitionJacobian, belief, step, belief.mean.size),
        observe: (belief, step) => image("observation", observation, observationJacobian, belief, step, m),
      });
    },
  };
}

function image(
  name: string,
  map: StateFunction,
  jacobian: StateFunction | undefined,
  belief: Belief,
  step: number,
  size: number,
): Image {
  const subject = `extendedKalmanFilter: ${name}`;
  const at = (state: NDArray) => vectorOf(subject, map(state, step), size);
  const slopes = jacobian
    ? matrixAt(`${subject}Jacobian`, jacobian(belief.mean, step), step, size, belief.mean.size)
    : centralDifferences(at, belief.mean, size);
  return { ...linearImage(belief, slopes), mean: at(belief.mean) };
}

const relativeStep = Math.cbrt(Number.EPSILON);

function centralDifferences(map: (state: NDArray) => NDArray, state: NDArray, size: number): NDArray {
  const d = state.size;
  const slopes = new NDArray(new Float64Array(size * d), [size, d]);
  for (let j = 0; j < d; j++) {
    const h = relativeStep * Math.max(Math.abs(state.data[j]), 1);
    const ahead = map(state.map((value, k) => (k === j ? value + h : value)));
    const behind = map(state.map((value, k) => (k === j ? value - h : value)));
    for (let i = 0; i < size; i++) slopes.data[i * d + j] = (ahead.data[i] - behind.data[i]) / (2 * h);
  }
  return slopes;
}
