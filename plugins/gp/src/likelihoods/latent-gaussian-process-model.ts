import { array, choleskyInverse, type NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type Predictive,
  type ProbabilisticModel,
  shortNumber,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction } from "../covariance/covariance.js";
import type { SearchReport } from "../fit/search.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf, unitOf } from "../model/hyperparameter.js";
import { type MeanFunction, meanAt } from "../model/mean-function.js";
import { readModelPoints } from "../model/read-model-points.js";
import { withConstant } from "../sparse/with-constant.js";
import { conditionOnSites, priorMatrix, type SitePosterior, type Sites } from "./gaussian-sites.js";
import { filled, type LatentPrediction, normalPredictive, predictLatent } from "./latent-prediction.js";
import type { Likelihood, LikelihoodData } from "./likelihood.js";
import { studentTPredictive } from "./student-t-predictive.js";
import { shifted, type UncertainTargets } from "./targets.js";

/** All that a model is made of; the rest follows from it. */
export interface LatentState {
  /** With a number for every hyper-parameter, as the likelihood. */
  readonly kernel: Covariance;
  readonly likelihood: Likelihood;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly meanFunction?: MeanFunction;
  readonly X: NDArray;
  readonly targets: UncertainTargets;
  readonly inputs: readonly string[];
  readonly search?: SearchReport;
}

/** A model as plain data; bounds that are open are null. */
export interface LatentGaussianProcessData {
  readonly type: "latentGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly likelihood: LikelihoodData;
  readonly prior: LatentState["prior"];
  readonly hasMeanFunction?: true;
  readonly inputs: readonly string[];
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly std: readonly number[];
  readonly search?: SearchReport;
}

/**
 * A Gaussian process with a likelihood given data; `latentGaussianProcess(…).fit` makes it.
 *
 * @example
 * const y = measured([0, 1, 0, -1], { std: [0.1, 0.1, 0.5, 0.1] });
 * const model = await latentGaussianProcess().fit([0, 1, 2, 3], y);
 * model.predict([1.5]).shape; // [1]
 */
export class LatentGaussianProcessModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: LatentState;
  readonly #covariance: CovarianceFunction;
  readonly #posterior: SitePosterior;
  readonly #values: readonly number[];

  /** @internal */
  constructor(state: LatentState) {
    const { kernel, likelihood, prior, X } = state;
    const columns = X.shape[1];
    const values = kernel.parameters(columns).map(({ start }) => start!);
    this.#state = state;
    this.#values = likelihood.parameters().map(({ start }) => start!);
    this.#covariance = withConstant(kernel.bind(values, columns), prior.variance);
    const { matrix, sites } = this.#sites();
    this.#posterior = conditionOnSites(matrix, sites);
  }

  /** The covariance function with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** How the targets scatter about the function, with the fitted numbers. */
  get likelihood(): Likelihood {
    return this.#state.likelihood;
  }

  /** The scale of the noise, in the unit of `y`: for normal noise its standard deviation. */
  get noise(): number {
    return this.#values.at(-1)!;
  }

  /** Every fitted or fixed number: those of the kernel, then of the likelihood. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { kernel, likelihood, inputs } = this.#state;
    const own = likelihood.parameters().map((parameter) => ({
      name: parameter.name,
      inputs: [],
      value: parameter.start!,
      unit: unitOf(parameter, inputs),
      isFixed: parameter.fixed,
    }));
    return [...hyperparametersOf(kernel, inputs), ...own];
  }

  /** The log marginal likelihood, or for Student-t noise and intervals what stands for it, in nats. */
  get logMarginalLikelihood(): number {
    return this.#posterior.logEvidence;
  }

  /** Mean and variance of the function at every row that it was fitted to, given the other rows alone. */
  leaveOneOut(): { readonly mean: NDArray; readonly variance: NDArray } {
    const { X, targets } = this.#state;
    const expected = this.#expected(X);
    const { sites } = this.#sites();
    const inverse = choleskyInverse(this.#posterior.factor);
    const own = (i: number) => inverse.data[i * (X.shape[0] + 1)];
    return {
      mean: targets.lower.map((_, i) => expected[i] + sites.targets[i] - this.#posterior.weights.data[i] / own(i)),
      variance: targets.lower.map((_, i) => Math.max(1 / own(i) - sites.variances[i], 0)),
    };
  }

  /**
   * The expected value of the function at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const points = this.#points("predict", X);
    const expected = this.#expected(points);
    return predictLatent(this.#state.X, points, this.#covariance, this.#posterior).mean.map(
      (value, j) => value + expected[j],
    );
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the scatter.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): Predictive {
    checkOptions("LatentGaussianProcess.predictive", options, ["noise"]);
    const points = array(this.#points("predictive", X));
    const latent = predictLatent(this.#state.X, points, this.#covariance, this.#posterior);
    const expected = this.#expected(points);
    const hasNoise = options.noise ?? true;
    if (hasNoise && this.likelihood.kind === "studentT") {
      return studentTPredictive(latent, expected, this.#values[0], this.noise);
    }
    return normalPredictive(latent, expected, filled(points.shape[0], hasNoise ? this.noise ** 2 : 0));
  }

  /** @internal The function at every row of X: mean, variance, and covariance with noise added. */
  latent(X: ArrayLike): LatentPrediction {
    const points = this.#points("predictive", X);
    const expected = this.#expected(points);
    const found = predictLatent(this.#state.X, points, this.#covariance, this.#posterior);
    return { ...found, mean: found.mean.map((value, j) => value + expected[j]) };
  }

  /** Plain data from which `loadLatentGaussianProcess` makes the same model. */
  toJSON(): LatentGaussianProcessData {
    const { kernel, likelihood, prior, meanFunction, X, targets, inputs, search } = this.#state;
    const finite = ({ data }: NDArray) => Array.from(data, (value) => (Number.isFinite(value) ? value : null));
    return {
      type: "latentGaussianProcess",
      version: 1,
      kernel: kernel.toJSON(),
      likelihood: likelihood.toJSON(),
      prior,
      ...(meanFunction && { hasMeanFunction: true }),
      inputs,
      X: X.toJSON(),
      lower: finite(targets.lower),
      upper: finite(targets.upper),
      std: [...targets.std],
      ...(search && { search }),
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
    const { X, search, targets } = this.#state;
    const open = targets.lower.data.filter((value, i) => value !== targets.upper.data[i]).length;
    const bounds = open > 0 ? `, ${open} of the targets only intervals` : "";
    return {
      title: `Gaussian process, ${this.kernel.name} + ${this.likelihood.name}`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(X.shape[0], "row")}, ${counted(X.shape[1], "input")}${bounds}`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats`,
        search
          ? `fitted from ${counted(search.starts.length, "start")} with ${counted(search.evaluations, "evaluation")}`
          : "hyper-parameters as given: nothing was fitted",
      ],
    };
  }

  /** The prior covariance of the rows, and what stands for their targets. */
  #sites(): { readonly matrix: NDArray; readonly sites: Sites } {
    const { likelihood, X, targets } = this.#state;
    const matrix = priorMatrix(X, this.#covariance);
    return { matrix, sites: likelihood.sites(matrix, shifted(targets, this.#expected(X)), this.#values).sites };
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`LatentGaussianProcess.${method}`, X, this.#state.X.shape[1]);
  }

  #expected(points: NDArray): Float64Array {
    const { meanFunction, prior } = this.#state;
    return meanAt("LatentGaussianProcess.predict", meanFunction, points).map((value) => value + prior.mean);
  }
}
