import { array, cholesky, choleskySolve, matmul, type NDArray, solveTriangular } from "@mesoscope/core";
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
import { crossCovariance } from "../covariance/cross-covariance.js";
import { filled, type LatentPrediction, normalPredictive } from "../likelihoods/latent-prediction.js";
import type { LikelihoodData, VariationalLikelihood } from "../likelihoods/likelihood.js";
import { studentTPredictive } from "../likelihoods/student-t-predictive.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf, unitOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { BernoulliPredictive, probabilityOfOne } from "./bernoulli-predictive.js";
import type { InducingPosterior } from "./inducing-posterior.js";
import { inducingFactor } from "./variational-bound.js";

/** All that a model is made of; the rest follows from it. */
export interface VariationalState {
  /** With a number for every hyper-parameter, as the likelihood. */
  readonly kernel: Covariance;
  readonly likelihood: VariationalLikelihood;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly inputs: readonly string[];
  /** How many rows the model was fitted to. */
  readonly rows: number;
  /** Of shape [m, d]. */
  readonly inducing: NDArray;
  readonly posterior: InducingPosterior;
  readonly bound: number;
  readonly steps: number;
  /** Whether a stop request ended the fit. */
  readonly isStopped: boolean;
}

/** A variational model as plain data. */
export interface VariationalData {
  readonly type: "variationalGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly likelihood: LikelihoodData;
  readonly prior: VariationalState["prior"];
  readonly inputs: readonly string[];
  readonly rows: number;
  readonly inducing: ReturnType<NDArray["toJSON"]>;
  readonly precision: ReturnType<NDArray["toJSON"]>;
  readonly shift: ReturnType<NDArray["toJSON"]>;
  readonly bound: number;
  readonly steps: number;
  readonly isStopped: boolean;
}

/**
 * A variational Gaussian process given data; `variationalGaussianProcess(…).fit` makes it.
 *
 * @example
 * const X = Array.from({ length: 60 }, (_, i) => i / 6);
 * const spec = variationalGaussianProcess({ inducingPoints: 8, steps: 10 });
 * const model = await spec.fit(X, X.map((x, i) => x + 0.1 * (-1) ** i));
 * model.inducingPoints.shape[0] <= 8; // true
 */
export class VariationalModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: VariationalState;
  readonly #covariance: CovarianceFunction;
  readonly #factor: NDArray;
  readonly #reduced: NDArray;
  readonly #weights: NDArray;

  /** @internal */
  constructor(state: VariationalState) {
    const { kernel, prior, inducing, posterior } = state;
    const columns = inducing.shape[1];
    const values = kernel.parameters(columns).map(({ start }) => start!);
    this.#state = state;
    this.#covariance = kernel.bind(values, columns);
    this.#factor = inducingFactor(inducing, this.#covariance, prior.variance);
    this.#reduced = cholesky(posterior.precision);
    const mean = choleskySolve(this.#reduced, posterior.shift);
    this.#weights = solveTriangular(this.#factor, mean, { transpose: true });
  }

  /** The covariance function with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** How the targets scatter about the function, with the fitted numbers. */
  get likelihood(): VariationalLikelihood {
    return this.#state.likelihood;
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
    const ofKernel = hyperparametersOf(kernel, inputs);
    if (likelihood.kind !== "bernoulli") return [...ofKernel, ...own];
    return ofKernel.map((parameter) => ({ ...parameter, unit: parameter.unit.replace("unit of y", "probit") }));
  }

  /** The points that stand for the data, of shape [m, d]. */
  get inducingPoints(): NDArray {
    return array(this.#state.inducing);
  }

  /** A lower bound on the log marginal likelihood of all rows, in nats; where the fit was stopped, an estimate of it. */
  get evidenceLowerBound(): number {
    return this.#state.bound;
  }

  /**
   * The expected target at every row of X; for `bernoulliLikelihood()` the probability of 1.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const points = this.#points("predict", X);
    if (this.likelihood.kind === "bernoulli") return this.#binary(this.#latent(points)).mean;
    return this.#mean(this.#cross(points)).map((value) => value + this.#state.prior.mean);
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the scatter.
   *
   * Samples of the function are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): Predictive {
    checkOptions("VariationalGaussianProcess.predictive", options, ["noise"]);
    const { likelihood, prior } = this.#state;
    const latent = this.#latent(this.#points("predictive", X));
    const expected = filled(latent.mean.size, prior.mean);
    const values = likelihood.parameters().map(({ start }) => start!);
    if (options.noise ?? true) {
      if (likelihood.kind === "bernoulli") return this.#binary(latent);
      if (likelihood.kind === "studentT") return studentTPredictive(latent, expected, values[0], values[1]);
      return normalPredictive(latent, expected, filled(latent.mean.size, values[0] ** 2));
    }
    return normalPredictive(latent, expected, filled(latent.mean.size, 0));
  }

  /** Plain data from which `loadVariationalGaussianProcess` makes the same model. */
  toJSON(): VariationalData {
    const { kernel, likelihood, inducing, posterior, ...rest } = this.#state;
    return {
      type: "variationalGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      likelihood: likelihood.toJSON(),
      inducing: inducing.toJSON(),
      precision: posterior.precision.toJSON(),
      shift: posterior.shift.toJSON(),
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
    const { rows, inducing, bound, steps, isStopped } = this.#state;
    return {
      title: `Variational Gaussian process, ${this.kernel.name} + ${this.likelihood.name}`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(rows, "row")} through ${counted(inducing.shape[0], "inducing point")}`,
        `log marginal likelihood ${isStopped ? "about, by the rows last seen," : "at least"} ${shortNumber(bound)} nats`,
        isStopped ? `stopped on request after ${counted(steps, "step")}` : `learned in ${counted(steps, "step")}`,
      ],
    };
  }

  #points(method: string, X: ArrayLike): NDArray {
    return array(readModelPoints(`VariationalGaussianProcess.${method}`, X, this.#state.inducing.shape[1]));
  }

  #cross(points: NDArray): NDArray {
    return crossCovariance(this.#covariance, this.#state.inducing, points, this.#state.prior.variance);
  }

  #mean(cross: NDArray): NDArray {
    return matmul(this.#weights, cross);
  }

  #binary({ mean, variance }: LatentPrediction): BernoulliPredictive {
    return new BernoulliPredictive(mean.map((value, j) => probabilityOfOne(value, variance[j])));
  }

  #latent(points: NDArray): LatentPrediction {
    const cross = this.#cross(points);
    const prior = solveTriangular(this.#factor, cross);
    const posterior = solveTriangular(this.#reduced, prior);
    const count = points.shape[0];
    const constant = this.#state.prior.variance;
    const variance = Float64Array.from({ length: count }, (_, j) => this.#covariance.variance(points, j) + constant);
    for (let at = 0; at < prior.size; at++) variance[at % count] += posterior.data[at] ** 2 - prior.data[at] ** 2;
    return {
      mean: this.#mean(cross),
      variance: variance.map((value) => Math.max(value, 0)),
      covariance: (noise) => {
        const own = crossCovariance(this.#covariance, points, points, constant);
        const lost = matmul(prior.transpose(), prior).data;
        const kept = matmul(posterior.transpose(), posterior).data;
        return own.map((value, at) => {
          const added = at % (count + 1) === 0 ? (noise?.[at / (count + 1)] ?? 0) : 0;
          return value - lost[at] + kept[at] + added;
        });
      },
    };
  }
}
