import { array, type GaussianPredictive, gaussianPredictive, matmul, NDArray } from "@mesoscope/core";
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
import { crossCovariance } from "../covariance/cross-covariance.js";
import { readStart, type Start } from "../covariance/start.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { covarianceProduct } from "./covariance-product.js";
import { type Preconditioner, pivotedPreconditioner } from "./preconditioner.js";
import { solveColumns } from "./solve-columns.js";

/** All that a model is made of; the rest follows from it. */
export interface IterativeState {
  /** With a number for every hyper-parameter. */
  readonly kernel: Covariance;
  readonly noise: Start;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly inputs: readonly string[];
  readonly X: NDArray;
  /** The inverse covariance of the targets times the targets. */
  readonly weights: NDArray;
  readonly logMarginalLikelihood: number;
  readonly standardError: number;
  readonly learningRows: number;
  readonly steps: number;
}

/** An iterative model as plain data. */
export interface IterativeData {
  readonly type: "iterativeGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly noise: Start;
  readonly prior: IterativeState["prior"];
  readonly inputs: readonly string[];
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly weights: ReturnType<NDArray["toJSON"]>;
  readonly logMarginalLikelihood: number;
  readonly standardError: number;
  readonly learningRows: number;
  readonly steps: number;
}

/** New points whose variances are solved for at a time. */
const chunkPoints = 256;

/**
 * A Gaussian process given some ten thousand rows; `iterativeGaussianProcess(…).fit` makes it.
 *
 * @example
 * const model = await iterativeGaussianProcess({ starts: 1 }).fit([0, 1, 2, 3], [1, 3, 2, 4]);
 * model.predict([1.5]).shape; // [1]
 */
export class IterativeModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: IterativeState;
  readonly #covariance: CovarianceFunction;
  #preconditioner: Preconditioner | undefined;
  /** The standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise: number;

  /** @internal */
  constructor(state: IterativeState) {
    const columns = state.X.shape[1];
    this.#state = state;
    this.noise = readStart("iterativeGaussianProcess", "noise", state.noise, 1).values![0];
    this.#covariance = state.kernel.bind(
      state.kernel.parameters(columns).map(({ start }) => start!),
      columns,
    );
  }

  /** The covariance function with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** Every fitted or fixed number: those of the kernel, then the noise. */
  get hyperparameters(): readonly Hyperparameter[] {
    const isFixed = readStart("iterativeGaussianProcess", "noise", this.#state.noise, 1).fixed;
    const noise = { name: "noise", inputs: [], value: this.noise, unit: "unit of y", isFixed };
    return [...hyperparametersOf(this.kernel, this.#state.inputs), noise];
  }

  /** An estimate of the log marginal likelihood of all rows, in nats, and its standard error. */
  get logMarginalLikelihood(): { readonly value: number; readonly standardError: number } {
    const { logMarginalLikelihood: value, standardError } = this.#state;
    return { value, standardError };
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#mean(this.#points("predict", X));
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Each 256 rows of X take about as long as the fit did after learning. Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`; NumericError NOT_CONVERGED
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("IterativeGaussianProcess.predictive", options, ["noise"]);
    const points = array(this.#points("predictive", X));
    const count = points.shape[0];
    const constant = this.#state.prior.variance;
    const noise = (options.noise ?? true) ? this.noise ** 2 : 0;
    const variance = new Float64Array(count);
    for (let from = 0; from < count; from += chunkPoints) {
      const part = points.slice(from, from + chunkPoints);
      const { cross, solved } = this.#solve(part);
      const width = part.shape[0];
      for (let j = 0; j < width; j++) variance[from + j] = this.#covariance.variance(part, j) + constant;
      for (let at = 0; at < cross.size; at++) variance[from + (at % width)] -= cross.data[at] * solved.data[at];
    }
    return gaussianPredictive({
      mean: this.#mean(points),
      variance: variance.map((value) => Math.max(value, 0) + noise),
      covariance: () => {
        const { cross, solved } = this.#solve(points);
        const lost = matmul(cross.transpose(), solved).data;
        const own = crossCovariance(this.#covariance, points, points, constant);
        const isOwn = (at: number) => at % (count + 1) === 0;
        return own.map((value, at) => {
          const both = (lost[at] + lost[(at % count) * count + Math.floor(at / count)]) / 2;
          return value - both + (isOwn(at) ? noise : 0);
        });
      },
    });
  }

  /** Plain data from which `loadIterativeGaussianProcess` makes the same model. */
  toJSON(): IterativeData {
    const { kernel, X, weights, ...rest } = this.#state;
    return {
      type: "iterativeGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      X: X.toJSON(),
      weights: weights.toJSON(),
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
    const { X, logMarginalLikelihood, standardError, learningRows, steps } = this.#state;
    return {
      title: `Iterative Gaussian process, ${this.kernel.name} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(X.shape[0], "row")}, solved in ${counted(steps, "step")}`,
        `log marginal likelihood ${shortNumber(logMarginalLikelihood)} ± ${shortNumber(standardError)} nats`,
        `hyper-parameters learned from ${counted(learningRows, "row")}`,
      ],
    };
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`IterativeGaussianProcess.${method}`, X, this.#state.X.shape[1]);
  }

  #mean(points: NDArray): NDArray {
    const { X, weights, prior } = this.#state;
    const means = new Float64Array(points.shape[0]);
    for (let from = 0; from < means.length; from += chunkPoints) {
      const cross = crossCovariance(this.#covariance, points.slice(from, from + chunkPoints), X, prior.variance);
      means.set(matmul(cross, weights).data, from);
    }
    return new NDArray(means.map((value) => value + prior.mean));
  }

  /** The covariances of the rows with new points, and the inverse covariance of the rows times them. */
  #solve(points: NDArray): { readonly cross: NDArray; readonly solved: NDArray } {
    const { X, prior } = this.#state;
    const cross = crossCovariance(this.#covariance, X, points, prior.variance);
    const numbers = [X, this.#covariance, this.noise, prior.variance] as const;
    this.#preconditioner ??= pivotedPreconditioner(...numbers);
    const steps = solveColumns(covarianceProduct(...numbers), this.#preconditioner, cross);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return { cross, solved: step.value.x };
  }
}
