import { array, type GaussianPredictive, gaussianPredictive, matmul, NDArray, solveTriangular } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../covariance/cross-covariance.js";
import { readStart, type Start } from "../covariance/start.js";
import { evidence } from "../fit/evidence.js";
import { condition, type Posterior, type Problem } from "../fit/posterior.js";
import type { SearchReport } from "../fit/search.js";
import { readPoints, type TrainingData, takeRows } from "../fit/training-data.js";
import { displayModel, modelText } from "./display-model.js";
import { type Hyperparameter, hyperparametersOf } from "./hyperparameter.js";
import { type LeaveOneOut, leaveOneOut } from "./leave-one-out.js";
import { type MeanFunction, meanAt } from "./mean-function.js";

/** Where the data leave no variance, the joint covariance is a difference of equals: rounding, of this share. */
const roundingShare = 1e-10;

/** All that a model is made of; the rest follows from it. */
export interface ModelState {
  /** With a number for every hyper-parameter. */
  readonly kernel: Covariance;
  readonly noise: Start;
  /** Mean and variance of the constant mean, before the data. */
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly meanFunction?: MeanFunction;
  readonly jitter: number;
  readonly data: TrainingData;
  readonly search: SearchReport | undefined;
}

/** A model as plain data. */
export interface GaussianProcessData {
  readonly type: "gaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly noise: Start;
  readonly prior: ModelState["prior"];
  /** Whether the prior mean is a function, which is no data: give it to `loadGaussianProcess` again. */
  readonly hasMeanFunction?: true;
  readonly jitter: number;
  readonly inputs: readonly string[];
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly y: ReturnType<NDArray["toJSON"]>;
  readonly bounds?: readonly number[];
  readonly search?: SearchReport;
}

/**
 * A Gaussian process given data; `gaussianProcess(…).fit` makes it.
 *
 * @example
 * const model = await gaussianProcess().fit([0, 1, 2, 3], [0, 1, 0, -1]);
 * const { lower, upper } = model.predictive([1.5]).interval(0.95);
 * lower.data[0] < upper.data[0]; // true
 */
export class GaussianProcessModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: ModelState;
  readonly #noise: number;
  readonly #covariance: CovarianceFunction;
  readonly #problem: Problem;
  readonly #posterior: Posterior;

  /** @internal */
  constructor(state: ModelState) {
    const { kernel, prior, jitter, data } = state;
    const columns = data.X.shape[1];
    this.#state = state;
    this.#noise = readStart("gaussianProcess", "noise", state.noise, 1).values![0];
    this.#covariance = kernel.bind(
      kernel.parameters(columns).map((parameter) => parameter.start!),
      columns,
    );
    const expected = meanAt("gaussianProcess", state.meanFunction, data.X);
    const y = data.y.data.map((value, i) => value - expected[i] - prior.mean);
    this.#problem = { X: data.X, y, bounds: data.bounds, meanVariance: prior.variance, jitter };
    this.#posterior = condition(this.#problem, this.#covariance, this.#noise);
  }

  /** The covariance function with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** Every fitted or fixed number: those of the kernel, then the noise. */
  get hyperparameters(): readonly Hyperparameter[] {
    const isFixed = readStart("gaussianProcess", "noise", this.#state.noise, 1).fixed;
    const noise = { name: "noise", inputs: [], value: this.#noise, unit: "unit of y", isFixed };
    return [...hyperparametersOf(this.kernel, this.#state.data.inputs), noise];
  }

  /** The length scale of every input, in its unit; for a kernel that has one set of them. */
  get lengthScale(): readonly number[] {
    return this.#only("lengthScale");
  }

  /** The standard deviation of the function about its mean, in the unit of `y`; for a kernel that has one. */
  get outputScale(): number {
    return this.#only("outputScale")[0];
  }

  /** The standard deviation of the measurement noise, in the unit of `y`. */
  get noise(): number {
    return this.#noise;
  }

  /** The natural logarithm of the probability density of `y`, in its unit, under the model. */
  get logMarginalLikelihood(): number {
    return this.#posterior.logMarginalLikelihood;
  }

  /**
   * How `logMarginalLikelihood` changes with the logarithm of every hyper-parameter, in the order of
   * `hyperparameters`: near 0 for those that the fit brought to an optimum inside their limits.
   */
  logMarginalLikelihoodGradient(): NDArray {
    const count = this.kernel.parameters(this.#state.data.X.shape[1]).length;
    return new NDArray(evidence(this.#problem, this.#covariance, this.#noise, count).gradient);
  }

  /** What had to be added to the diagonal of the covariance matrix, relative to its mean; mostly 0. */
  get jitter(): number {
    return this.#state.jitter;
  }

  /** The prior mean where it was given as a function of X. */
  get meanFunction(): MeanFunction | undefined {
    return this.#state.meanFunction;
  }

  /** How the hyper-parameters were found; absent where nothing was fitted. */
  get search(): SearchReport | undefined {
    return this.#state.search;
  }

  /** The data that the model was fitted to. */
  get data(): TrainingData {
    return this.#state.data;
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const points = this.#points("predict", X);
    return this.#mean(points, this.#cross(points));
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("GaussianProcess.predictive", options, ["noise"]);
    const points = array(this.#points("predictive", X));
    const cross = this.#cross(points);
    const explained = solveTriangular(this.#posterior.factor, cross);
    const noiseVariance = (options.noise ?? true) ? this.#noise ** 2 : 0;
    const variance = this.#variance(points, explained).map((value) => value + noiseVariance);
    return gaussianPredictive({
      mean: this.#mean(points, cross),
      variance,
      covariance: () => this.#jointCovariance(points, explained, noiseVariance),
    });
  }

  /**
   * What the model says of every target when it sees all others, with the same hyper-parameters.
   *
   * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eqs. 5.10 to 5.12
   */
  leaveOneOut(): LeaveOneOut {
    return leaveOneOut(this.#state.data.y, this.#problem.y, this.#posterior, this.#noise);
  }

  /**
   * The model given only some of its rows, by number, with the same hyper-parameters.
   *
   * @throws ValueError INDEX_OUT_OF_RANGE
   */
  withRows(rows: readonly number[]): GaussianProcessModel {
    return new GaussianProcessModel({ ...this.#state, data: takeRows(this.#state.data, rows) });
  }

  /** Plain data from which `loadGaussianProcess` makes the same model. */
  toJSON(): GaussianProcessData {
    const { kernel, noise, prior, meanFunction, jitter, data, search } = this.#state;
    return {
      type: "gaussianProcess",
      version: 1,
      kernel: kernel.toJSON(),
      noise,
      prior,
      ...(meanFunction && { hasMeanFunction: true }),
      jitter,
      inputs: data.inputs,
      X: data.X.toJSON(),
      y: data.y.toJSON(),
      ...(data.bounds && { bounds: [...data.bounds] }),
      ...(search && { search }),
    };
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayModel(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return modelText(this);
  }

  #points(method: string, X: ArrayLike): NDArray {
    const owner = `GaussianProcess.${method}`;
    const points = readPoints(owner, X);
    const columns = this.#state.data.X.shape[1];
    if (points.shape[1] === columns) return points;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${points.shape[1]} columns but the model was fitted with ${columns}. Give the same inputs.`,
    );
  }

  /** Prior covariance between the training rows and new ones, of shape [n, m]. */
  #cross(points: NDArray): NDArray {
    const { data, prior } = this.#state;
    return crossCovariance(this.#covariance, data.X, points, prior.variance);
  }

  #mean(points: NDArray, cross: NDArray): NDArray {
    const expected = meanAt("GaussianProcess.predict", this.#state.meanFunction, points);
    return matmul(this.#posterior.weights, cross).map((value, j) => value + expected[j] + this.#state.prior.mean);
  }

  #variance(points: NDArray, explained: NDArray): NDArray {
    const [rows, count] = explained.shape;
    const variance = new NDArray(new Float64Array(count)).map(
      (_, j) => this.#covariance.variance(points, j) + this.#state.prior.variance,
    );
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < count; j++) variance.data[j] -= explained.data[i * count + j] ** 2;
    }
    return variance.map((value) => Math.max(value, 0));
  }

  #jointCovariance(points: NDArray, explained: NDArray, noiseVariance: number): NDArray {
    const count = points.shape[0];
    const covariance = crossCovariance(this.#covariance, points, points, this.#state.prior.variance);
    const share = matmul(explained.transpose(), explained);
    for (let i = 0; i < count; i++) {
      const prior = covariance.data[i * (count + 1)];
      for (let j = 0; j < count; j++) covariance.data[i * count + j] -= share.data[i * count + j];
      covariance.data[i * (count + 1)] += Math.max(noiseVariance, roundingShare * prior);
    }
    return covariance;
  }

  #only(name: string): readonly number[] {
    const found = this.hyperparameters.filter((parameter) => parameter.name === name);
    const inputs = found.map((parameter) => parameter.inputs.join());
    if (found.length > 0 && new Set(inputs).size === found.length) return found.map(({ value }) => value);
    throw new ValueError(
      "AMBIGUOUS",
      `GaussianProcess.${name}: the kernel ${this.kernel.name} has ${found.length || "no"} ${name}s. Read them from hyperparameters.`,
    );
  }
}
