import {
  add,
  cholesky,
  choleskySolve,
  type GaussianPredictive,
  gaussianPredictive,
  matmul,
  NDArray,
  stackRows,
  subtract,
} from "@mesoscope/core";
import { type Displayable, displaySymbol, type MimeBundle, NumericError, ValueError } from "@mesoscope/sdk";
import { inverseOf } from "../common/covariance.js";
import { symmetric } from "../common/symmetric.js";
import type { Belief } from "./gaussian-filter.js";
import { showSeries } from "./show-series.js";

/** What a filter keeps of one step. */
export interface FilterStep {
  readonly belief: Belief;
  /** The belief before the observation. */
  readonly predicted: Belief;
  /** Covariance of the state one step earlier with the predicted one; absent at the first step. */
  readonly cross: NDArray | undefined;
  /** Observation less its expectation, of shape [m]; NaN where nothing was observed. */
  readonly innovation: NDArray;
  readonly logLikelihood: number;
}

/** The state of a system at every step of a series, with its uncertainty. */
export class FilteredSeries implements Displayable {
  readonly #steps: readonly FilterStep[];
  /** Of shape [steps, d]. */
  readonly mean: NDArray;
  /** Standard deviations, of shape [steps, d]. */
  readonly std: NDArray;
  /** Observations less their expectation, of shape [steps, m]; NaN where nothing was observed. */
  readonly innovations: NDArray;
  /** Natural logarithm of the density of all observations under the model. */
  readonly logLikelihood: number;
  readonly #title: string;

  /** @internal */
  constructor(steps: readonly FilterStep[], title = "State, given the observations so far") {
    this.#steps = steps;
    this.#title = title;
    this.mean = stackRows(...steps.map(({ belief }) => belief.mean));
    this.std = stackRows(...steps.map(({ belief }) => diagonalRoots(belief.covariance)));
    this.innovations = stackRows(...steps.map(({ innovation }) => innovation));
    this.logLikelihood = steps.reduce((sum, step) => sum + step.logLikelihood, 0);
  }

  /** The covariance of the state at a step, of shape [d, d]. */
  covariance(step: number): NDArray {
    if (step in this.#steps) return this.#steps[step].belief.covariance;
    throw new ValueError(
      "INDEX_OUT_OF_RANGE",
      `FilteredSeries.covariance: there is no step ${step}. Give one from 0 to ${this.#steps.length - 1}.`,
    );
  }

  /** One component of the state through time, ready for a figure; its steps are described one by one. */
  component(j: number): GaussianPredictive {
    return gaussianPredictive({ mean: this.mean.column(j), std: this.std.column(j) });
  }

  /**
   * The state at every step, given all observations, also the later ones.
   *
   * @see Rauch, Tung & Striebel, AIAA J. 3 (1965) 1445; Särkkä & Svensson (2023), section 12.2
   */
  smooth(): FilteredSeries {
    const smoothed = [...this.#steps];
    for (let k = smoothed.length - 2; k >= 0; k--) {
      const { predicted, cross, belief: later } = smoothed[k + 1];
      const gain = gainOf(cross!, predicted.covariance);
      const { mean, covariance } = this.#steps[k].belief;
      const belief = {
        mean: add(mean, matmul(gain, subtract(later.mean, predicted.mean))),
        covariance: symmetric(
          add(covariance, matmul(matmul(gain, subtract(later.covariance, predicted.covariance)), gain.transpose())),
        ),
      };
      smoothed[k] = { ...this.#steps[k], belief };
    }
    return new FilteredSeries(smoothed, "State, given all observations");
  }

  [displaySymbol](): Promise<MimeBundle> {
    const title = `${this.#title}, log likelihood ${this.logLikelihood.toPrecision(6)}`;
    return showSeries(title, this.mean, this.std);
  }
}

/** `cross · covariance⁻¹`; of a covariance that is singular, as components that nothing disturbs make it, the pseudo-inverse. */
function gainOf(cross: NDArray, covariance: NDArray): NDArray {
  try {
    return choleskySolve(cholesky(covariance), cross.transpose()).transpose();
  } catch (error) {
    if (error instanceof NumericError) return matmul(cross, inverseOf(covariance));
    throw error;
  }
}

function diagonalRoots(matrix: NDArray): NDArray {
  const n = matrix.shape[0];
  return new NDArray(Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(matrix.get(i, i), 0))));
}
