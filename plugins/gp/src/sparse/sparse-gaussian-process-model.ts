import {
  array,
  type GaussianPredictive,
  gaussianPredictive,
  matmul,
  type NDArray,
  solveTriangular,
} from "@mesoscope/core";
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
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { inducingFactor } from "./collapsed-bound.js";
import { crossCovariance } from "./sufficient-statistics.js";
import { withConstant } from "./with-constant.js";

/** All that a sparse model is made of. */
export interface SparseState {
  /** With a number for every hyper-parameter. */
  readonly kernel: Covariance;
  readonly noise: Start;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly inputs: readonly string[];
  /** How many rows the model was fitted to. */
  readonly rows: number;
  /** Of shape [m, d]. */
  readonly inducing: NDArray;
  /** Lower Cholesky factor of the precision of the posterior in units of the prior, of shape [m, m]. */
  readonly reduced: NDArray;
  readonly weights: NDArray;
  readonly bound: number;
  readonly evaluations: number;
}

/** A sparse model as plain data. */
export interface SparseGaussianProcessData {
  readonly type: "sparseGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly noise: Start;
  readonly prior: SparseState["prior"];
  readonly inputs: readonly string[];
  readonly rows: number;
  readonly inducing: ReturnType<NDArray["toJSON"]>;
  readonly reduced: ReturnType<NDArray["toJSON"]>;
  readonly weights: ReturnType<NDArray["toJSON"]>;
  readonly bound: number;
  readonly evaluations: number;
}

/**
 * A Gaussian process at inducing points given many rows; `sparseGaussianProcess(…).fit` makes it.
 *
 * @example
 * const X = Array.from({ length: 60 }, (_, i) => i / 6);
 * const model = await sparseGaussianProcess({ inducingPoints: 8, starts: 1 }).fit(X, X.map((x, i) => x + 0.1 * (-1) ** i));
 * model.inducingPoints.shape[0] <= 8; // true
 */
export class SparseGaussianProcessModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: SparseState;
  readonly #covariance: CovarianceFunction;
  readonly #factor: NDArray;
  /** The standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise: number;

  /** @internal */
  constructor(state: SparseState) {
    const { kernel, prior, inducing } = state;
    const columns = inducing.shape[1];
    const values = kernel.parameters(columns).map(({ start }) => start!);
    this.#state = state;
    this.#covariance = withConstant(kernel.bind(values, columns), prior.variance);
    this.#factor = inducingFactor(inducing, this.#covariance);
    this.noise = readStart("sparseGaussianProcess", "noise", state.noise, 1).values![0];
  }

  /** The covariance function with the fitted numbers. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** Every fitted or fixed number: those of the kernel, then the noise. */
  get hyperparameters(): readonly Hyperparameter[] {
    const isFixed = readStart("sparseGaussianProcess", "noise", this.#state.noise, 1).fixed;
    const noise = { name: "noise", inputs: [], value: this.noise, unit: "unit of y", isFixed };
    return [...hyperparametersOf(this.kernel, this.#state.inputs), noise];
  }

  /** The points that stand for the data, of shape [m, d]. */
  get inducingPoints(): NDArray {
    return array(this.#state.inducing);
  }

  /** A lower bound on the log marginal likelihood of all rows, in nats. */
  get evidenceLowerBound(): number {
    return this.#state.bound;
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#mean(this.#cross(this.#points("predict", X)));
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("SparseGaussianProcess.predictive", options, ["noise"]);
    const points = array(this.#points("predictive", X));
    const cross = this.#cross(points);
    const prior = solveTriangular(this.#factor, cross);
    const posterior = solveTriangular(this.#state.reduced, prior);
    const noise = (options.noise ?? true) ? this.noise ** 2 : 0;
    const count = points.shape[0];
    const variance = Float64Array.from({ length: count }, (_, j) => this.#covariance.variance(points, j));
    for (let at = 0; at < prior.size; at++) variance[at % count] += posterior.data[at] ** 2 - prior.data[at] ** 2;
    return gaussianPredictive({
      mean: this.#mean(cross),
      variance: variance.map((value) => Math.max(value, 0) + noise),
      covariance: () => {
        const own = crossCovariance(this.#covariance, points, points);
        const lost = matmul(prior.transpose(), prior).data;
        const kept = matmul(posterior.transpose(), posterior).data;
        return own.map((value, at) => value - lost[at] + kept[at] + (at % (count + 1) === 0 ? noise : 0));
      },
    });
  }

  /** Plain data from which `loadSparseGaussianProcess` makes the same model. */
  toJSON(): SparseGaussianProcessData {
    const { kernel, inducing, reduced, weights, ...rest } = this.#state;
    return {
      type: "sparseGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      inducing: inducing.toJSON(),
      reduced: reduced.toJSON(),
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
    const { rows, inducing, bound, evaluations } = this.#state;
    return {
      title: `Sparse Gaussian process, ${this.kernel.name} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(rows, "row")} through ${counted(inducing.shape[0], "inducing point")}`,
        `log marginal likelihood at least ${shortNumber(bound)} nats`,
        `fitted with ${counted(evaluations, "evaluation")} on a part of the rows, and one pass over all`,
      ],
    };
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`SparseGaussianProcess.${method}`, X, this.#state.inducing.shape[1]);
  }

  #cross(points: NDArray): NDArray {
    return crossCovariance(this.#covariance, this.#state.inducing, points);
  }

  #mean(cross: NDArray): NDArray {
    return matmul(this.#state.weights, cross).map((value) => value + this.#state.prior.mean);
  }
}
