import { add, asMatrix, NDArray } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import { factorOf } from "../common/covariance.js";
import { type Belief, type Image, runGaussianFilter, type StateFilter, vectorOf } from "./gaussian-filter.js";
import { type NonlinearOptions, nonlinearNames, type StateFunction } from "./nonlinear.js";

export interface UnscentedKalmanFilterOptions extends NonlinearOptions {
  /** How far the sigma points lie from the mean, 1 by default; smaller for strong curvature. */
  readonly alpha?: number;
  /** What is known of the fourth moment, 2 by default: best for normal beliefs. */
  readonly beta?: number;
  /** A second spread, 0 by default. */
  readonly kappa?: number;
}

/**
 * A Kalman filter that sends sigma points through the model instead of straightening it: right to second order, without
 * derivatives.
 *
 * @example
 * const range = unscentedKalmanFilter({
 *   transition: (state) => state,
 *   observation: ({ data: [x, y] }) => [Math.hypot(x, y)],
 *   processNoise: [[0.01, 0], [0, 0.01]],
 *   observationNoise: [[0.01]],
 *   initial: { mean: [3, 3], covariance: [[1, 0], [0, 1]] },
 * });
 * (await range.filter([5, 5.1])).mean.shape; // [2, 2]
 *
 * @throws as `kalmanFilter`
 * @see Wan & van der Merwe, The unscented Kalman filter (2001), eqs. 7.30 to 7.34; Särkkä & Svensson (2023), section 8.8
 */
export function unscentedKalmanFilter(options: UnscentedKalmanFilterOptions): StateFilter {
  checkOptions("unscentedKalmanFilter", options, [...nonlinearNames, "alpha", "beta", "kappa"]);
  const { alpha = 1, beta = 2, kappa = 0 } = options;
  if (!(alpha > 0 && Number.isFinite(beta) && Number.isFinite(kappa))) {
    throw new ValueError(
      "BAD_OPTION",
      `unscentedKalmanFilter: alpha ${alpha}, beta ${beta}, kappa ${kappa}. Give finite numbers, alpha above 0.`,
    );
  }
  return {
    options: Object.freeze({ ...options }),
    filter(observations) {
      const m = asMatrix(observations, "unscentedKalmanFilter.filter: observations").shape[1];
      const spread = { alpha, beta, kappa };
      return runGaussianFilter("unscentedKalmanFilter", options, observations, {
        move: (belief, step) => image("transition", options.transition, belief, step, belief.mean.size, spread),
        observe: (belief, step) => image("observation", options.observation, belief, step, m, spread),
      });
    },
  };
}

interface Spread {
  readonly alpha: number;
  readonly beta: number;
  readonly kappa: number;
}

function image(
  name: string,
  map: StateFunction,
  belief: Belief,
  step: number,
  size: number,
  { alpha, beta, kappa }: Spread,
): Image {
  const d = belief.mean.size;
  const scale = alpha * alpha * (d + kappa);
  const deviations = sigmaDeviations(belief, Math.sqrt(scale));
  const outputs = deviations.map((deviation) =>
    vectorOf(`unscentedKalmanFilter: ${name}`, map(add(belief.mean, deviation), step), size),
  );
  const central = (scale - d) / scale;
  const weight = (k: number) => (k === 0 ? central : 0.5 / scale);
  const mean = new NDArray(new Float64Array(size));
  outputs.forEach(({ data }, k) => {
    for (let i = 0; i < size; i++) mean.data[i] += weight(k) * data[i];
  });
  const covariance = new NDArray(new Float64Array(size * size), [size, size]);
  const cross = new NDArray(new Float64Array(d * size), [d, size]);
  outputs.forEach(({ data }, k) => {
    const spreadWeight = k === 0 ? central + 1 - alpha * alpha + beta : weight(k);
    for (let j = 0; j < size; j++) {
      const weighted = spreadWeight * (data[j] - mean.data[j]);
      for (let i = 0; i < size; i++) covariance.data[i * size + j] += weighted * (data[i] - mean.data[i]);
      for (let i = 0; i < d; i++) cross.data[i * size + j] += weighted * deviations[k].data[i];
    }
  });
  return { mean, covariance, cross };
}

/** Nothing, then every column of the factor of the covariance forward, then backward. */
function sigmaDeviations({ mean, covariance }: Belief, scale: number): NDArray[] {
  const d = mean.size;
  const factor = factorOf("unscentedKalmanFilter: the covariance of the state", covariance);
  const columns = Array.from({ length: d }, (_, j) => factor.column(j).map((value) => scale * value));
  return [mean.map(() => 0), ...columns, ...columns.map((column) => column.map((value) => -value))];
}
