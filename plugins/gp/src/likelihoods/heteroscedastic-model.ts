import { array, type GaussianPredictive, gaussianPredictive, type NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
} from "@mesoscope/sdk";
import { type Description, describe, describeText } from "../model/describe.js";
import type { GaussianProcessData, GaussianProcessModel } from "../model/gaussian-process-model.js";
import type { LatentGaussianProcessData, LatentGaussianProcessModel } from "./latent-gaussian-process-model.js";

interface HeteroscedasticState {
  readonly function: LatentGaussianProcessModel;
  /** Of the logarithm of the noise variance. */
  readonly noise: GaussianProcessModel;
}

/** A model with changing noise as plain data. */
export interface HeteroscedasticData {
  readonly type: "heteroscedasticGaussianProcess";
  readonly version: 1;
  readonly function: LatentGaussianProcessData;
  readonly noise: GaussianProcessData;
}

/**
 * A Gaussian process whose noise changes with the inputs, given data; `heteroscedasticGaussianProcess(…).fit` makes it.
 *
 * @example
 * const X = Array.from({ length: 20 }, (_, i) => i / 5);
 * const model = await heteroscedasticGaussianProcess().fit(X, X.map((x, i) => x + 0.1 * (-1) ** i));
 * model.noise([1]).shape; // [1]
 */
export class HeteroscedasticModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: HeteroscedasticState;

  /** @internal */
  constructor(state: HeteroscedasticState) {
    this.#state = state;
  }

  /**
   * The standard deviation of the noise at every row of X, in the unit of `y`.
   *
   * @throws as `predict`
   */
  noise(X: ArrayLike): NDArray {
    const { mean, std } = this.#state.noise.predictive(X, { noise: false });
    return mean.map((value, i) => Math.exp((value + std.data[i] ** 2 / 2) / 2));
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#state.function.predict(X);
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("HeteroscedasticGaussianProcess.predictive", options, ["noise"]);
    const points = array(X);
    const { mean, variance, covariance } = this.#state.function.latent(points);
    const noise = (options.noise ?? true) ? this.noise(points).data.map((value) => value ** 2) : mean.data.map(() => 0);
    return gaussianPredictive({
      mean,
      variance: variance.map((value, i) => value + noise[i]),
      covariance: () => covariance(noise),
    });
  }

  /** Plain data from which `loadHeteroscedasticGaussianProcess` makes the same model. */
  toJSON(): HeteroscedasticData {
    return {
      type: "heteroscedasticGaussianProcess",
      version: 1,
      function: this.#state.function.toJSON(),
      noise: this.#state.noise.toJSON(),
    };
  }

  [displaySymbol](): MimeBundle {
    return describe(this.#description());
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return describeText(this.#description());
  }

  #description(): Description {
    const { function: of, noise } = this.#state;
    const { X } = noise.data;
    const scatter = this.noise(X).data;
    return {
      title: `Gaussian process, ${of.kernel.name} + noise that changes, ${noise.kernel.name}`,
      hyperparameters: [
        ...of.hyperparameters.filter(({ name }) => name !== "noise"),
        ...noise.hyperparameters
          .filter(({ name }) => name !== "noise")
          .map((parameter) => ({
            ...parameter,
            name: `${parameter.name} of log noise`,
            unit: parameter.unit === "unit of y" ? "1" : parameter.unit,
          })),
      ],
      facts: [
        `${X.shape[0]} rows; the noise goes from ${Math.min(...scatter).toPrecision(3)} to ${Math.max(...scatter).toPrecision(3)}`,
      ],
    };
  }
}
