import type { NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
  shortNumber,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction } from "../covariance/covariance.js";
import { readStart, type Start } from "../covariance/start.js";
import { conditionOnSites, priorMatrix, type SitePosterior } from "../likelihoods/gaussian-sites.js";
import { filled, normalPredictive, predictLatent } from "../likelihoods/latent-prediction.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { withConstant } from "../sparse/with-constant.js";
import { WarpedPredictive } from "./warped-predictive.js";
import type { TargetSize, WarpFunction, Warping, WarpingData } from "./warping.js";

interface WarpedState {
  /** With a number for every hyper-parameter, as the warping. */
  readonly kernel: Covariance;
  readonly warping: Warping;
  readonly noise: Start;
  readonly meanVariance: number;
  readonly size: TargetSize;
  readonly X: NDArray;
  readonly y: NDArray;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/** A model of warped targets as plain data. */
export interface WarpedData {
  readonly type: "warpedGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly warping: WarpingData;
  readonly noise: Start;
  readonly meanVariance: number;
  readonly size: TargetSize;
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly y: ReturnType<NDArray["toJSON"]>;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/**
 * A Gaussian process of warped targets given data; `warpedGaussianProcess(…).fit` makes it.
 *
 * @example
 * const model = await warpedGaussianProcess({ warping: logWarping() }).fit([0, 1, 2, 3], [1, 3, 8, 20]);
 * model.predictive([1.5]).quantile(0.5).data[0] > 3; // true
 */
export class WarpedModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: WarpedState;
  readonly #covariance: CovarianceFunction;
  readonly #posterior: SitePosterior;
  readonly #warp: WarpFunction;
  /** The standard deviation of the noise of the warped targets. */
  readonly noise: number;
  /** The log marginal likelihood of the targets, in nats. */
  readonly logMarginalLikelihood: number;

  /** @internal */
  constructor(state: WarpedState) {
    const { kernel, warping, meanVariance, size, X, y } = state;
    const columns = X.shape[1];
    this.#state = state;
    this.noise = readStart("warpedGaussianProcess", "noise", state.noise, 1).values![0];
    this.#warp = warping.bind(
      warping.parameters().map(({ start }) => start!),
      size,
    );
    const values = kernel.parameters(columns).map(({ start }) => start!);
    this.#covariance = withConstant(kernel.bind(values, columns), meanVariance);
    this.#posterior = conditionOnSites(priorMatrix(X, this.#covariance), {
      targets: y.data.map((value) => this.#warp.forward(value)),
      variances: filled(y.size, this.noise ** 2),
      logCorrection: y.data.reduce((total, value) => total + this.#warp.logSlope(value), 0),
    });
    this.logMarginalLikelihood = this.#posterior.logEvidence;
  }

  /** The covariance function of the warped targets, with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** The warping, with the fitted numbers. */
  get warping(): Warping {
    return this.#state.warping;
  }

  /** Every fitted or fixed number: those of the kernel, of the warping, then the noise. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { kernel, warping, inputs, noise } = this.#state;
    const inWarped = (parameter: Hyperparameter) => ({
      ...parameter,
      unit: parameter.unit.replace("unit of y", "unit of warped y"),
    });
    const isFixed = readStart("warpedGaussianProcess", "noise", noise, 1).fixed;
    return [
      ...hyperparametersOf(kernel, inputs).map(inWarped),
      ...warping.parameters().map(({ name, start, fixed }) => {
        return { name, inputs: [], value: start!, unit: "1", isFixed: fixed };
      }),
      { name: "noise", inputs: [], value: this.noise, unit: "unit of warped y", isFixed },
    ];
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.predictive(X).mean;
  }

  /**
   * The targets with their uncertainty, in their unit; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): WarpedPredictive {
    checkOptions("WarpedGaussianProcess.predictive", options, ["noise"]);
    const points = readModelPoints("WarpedGaussianProcess.predictive", X, this.#state.X.shape[1]);
    const latent = predictLatent(this.#state.X, points, this.#covariance, this.#posterior);
    const count = points.shape[0];
    const noises = filled(count, (options.noise ?? true) ? this.noise ** 2 : 0);
    return new WarpedPredictive(normalPredictive(latent, new Float64Array(count), noises), this.#warp);
  }

  /** Plain data from which `loadWarpedGaussianProcess` makes the same model. */
  toJSON(): WarpedData {
    const { kernel, warping, X, y, ...rest } = this.#state;
    return {
      type: "warpedGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      warping: warping.toJSON(),
      X: X.toJSON(),
      y: y.toJSON(),
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
    const { X, warping, evaluations } = this.#state;
    return {
      title: `Gaussian process of ${warping.formula}, ${this.kernel.name} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(X.shape[0], "row")}, ${counted(X.shape[1], "input")}`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats, fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }
}
