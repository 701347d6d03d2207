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
import { conditionOnGrid, type GridPosterior } from "./grid-posterior.js";
import type { Grid } from "./read-grid.js";
import { contract, gramOf } from "./tensor.js";

/** All that a model is made of; the rest follows from it. */
export interface GridState {
  /** One for every axis, with a number for every hyper-parameter. */
  readonly kernels: readonly Covariance[];
  readonly outputScale: Start;
  readonly noise: Start;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly inputs: readonly string[];
  readonly grid: Grid;
  readonly evaluations: number;
}

/** A model on a grid as plain data. */
export interface GridData {
  readonly type: "gridGaussianProcess";
  readonly version: 1;
  readonly kernels: readonly CovarianceData[];
  readonly outputScale: Start;
  readonly noise: Start;
  readonly prior: GridState["prior"];
  readonly inputs: readonly string[];
  readonly axes: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly evaluations: number;
}

/**
 * A Gaussian process given the targets on a grid; `gridGaussianProcess(…).fit` makes it.
 *
 * @example
 * const X = [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]];
 * const model = await gridGaussianProcess({ starts: 1 }).fit(X, [0, 1, 2, 3, 5, 6]);
 * model.axes.map(({ size }) => size); // [3, 2]
 */
export class GridModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: GridState;
  readonly #functions: readonly CovarianceFunction[];
  readonly #posterior: GridPosterior;
  /** The standard deviation of the function, in the unit of `y`. */
  readonly outputScale: number;
  /** The standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise: number;

  /** @internal */
  constructor(state: GridState) {
    const { kernels, grid, prior } = state;
    this.#state = state;
    this.outputScale = readStart("gridGaussianProcess", "outputScale", state.outputScale, 1).values![0];
    this.noise = readStart("gridGaussianProcess", "noise", state.noise, 1).values![0];
    this.#functions = kernels.map((kernel) =>
      kernel.bind(
        kernel.parameters(1).map(({ start }) => start!),
        1,
      ),
    );
    this.#posterior = conditionOnGrid(
      { ...grid, targets: grid.targets.map((value) => value - prior.mean) },
      {
        kernels: this.#functions,
        offsets: [],
        outputScale: this.outputScale,
        noise: this.noise,
        constant: prior.variance,
      },
    );
  }

  /** The covariance function of every axis with the fitted numbers. */
  get kernels(): readonly Covariance[] {
    return this.#state.kernels;
  }

  /** The ascending places of every axis. */
  get axes(): readonly NDArray[] {
    return this.#state.grid.axes.map(({ data }) => array(data));
  }

  /** The log marginal likelihood of all targets, in nats. */
  get logMarginalLikelihood(): number {
    return this.#posterior.logEvidence;
  }

  /** Every fitted or fixed number: those of the kernels, then the output scale and the noise. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { kernels, inputs, outputScale, noise } = this.#state;
    const own = (name: "outputScale" | "noise", start: Start) => ({
      name,
      inputs: [],
      value: this[name],
      unit: "unit of y",
      isFixed: readStart("gridGaussianProcess", name, start, 1).fixed,
    });
    const ofKernels = kernels.flatMap((kernel, j) => hyperparametersOf(kernel, [inputs[j]]));
    return [...ofKernels, own("outputScale", outputScale), own("noise", noise)];
  }

  /**
   * The expected target at every row of X, on the grid or off it.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#mean(this.#factors(this.#points("predict", X)));
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("GridGaussianProcess.predictive", options, ["noise"]);
    const points = array(this.#points("predictive", X));
    const factors = this.#factors(points);
    const { spectrum, onesSum, shrinkage } = this.#posterior;
    const constant = this.#state.prior.variance;
    const noise = (options.noise ?? true) ? this.noise ** 2 : 0;
    const along = contract(this.#posterior.ones, factors);
    const own = contract(
      spectrum.map((value) => 1 / value),
      factors.map((factor) => factor.map((value) => value * value)),
    );
    const prior = this.#priorAt(points);
    const variance = own.map((value, i) => {
      const explained = value + 2 * constant * along[i] + constant ** 2 * onesSum;
      const regained = shrinkage * (along[i] + constant * onesSum) ** 2;
      return Math.max(prior[i] + constant - explained + regained, 0) + noise;
    });
    return gaussianPredictive({
      mean: this.#mean(factors),
      variance,
      covariance: () => this.#covariance(points, factors, along, noise),
    });
  }

  /** Plain data from which `loadGridGaussianProcess` makes the same model. */
  toJSON(): GridData {
    const { kernels, grid, ...rest } = this.#state;
    return {
      type: "gridGaussianProcess",
      version: 1,
      ...rest,
      kernels: kernels.map((kernel) => kernel.toJSON()),
      axes: grid.axes.map(({ data }) => Array.from(data)),
      targets: Array.from(grid.targets),
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
    const { grid, kernels, evaluations } = this.#state;
    return {
      title: `Gaussian process on a grid, σ² · ${kernels.map(({ name }) => name).join(" · ")} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(grid.targets.length, "row")}, ${grid.axes.map(({ shape: [length] }) => length).join(" × ")} places`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats`,
        `fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`GridGaussianProcess.${method}`, X, this.#state.grid.axes.length);
  }

  /** The covariances with the places of every axis in its eigenvectors, of shape [m, length]; the first has the scale. */
  #factors(points: NDArray): readonly NDArray[] {
    return this.#state.grid.axes.map((axis, j) => {
      const cross = crossCovariance(this.#functions[j], columnOf(points, j), axis);
      const turned = matmul(cross, this.#posterior.bases[j]);
      return j === 0 ? turned.map((value) => this.outputScale ** 2 * value) : turned;
    });
  }

  #mean(factors: readonly NDArray[]): NDArray {
    const level = this.#state.prior.mean + this.#posterior.level;
    return new NDArray(contract(this.#posterior.weights, factors).map((value) => value + level));
  }

  #priorAt(points: NDArray): Float64Array {
    const columns = this.#functions.map((_, j) => columnOf(points, j));
    return Float64Array.from({ length: points.shape[0] }, (_, i) =>
      this.#functions.reduce((product, kernel, j) => product * kernel.variance(columns[j], i), this.outputScale ** 2),
    );
  }

  #covariance(points: NDArray, factors: readonly NDArray[], along: Float64Array, noise: number): NDArray {
    const count = points.shape[0];
    const { spectrum, onesSum, shrinkage } = this.#posterior;
    const constant = this.#state.prior.variance;
    const explained = gramOf(factors, spectrum);
    let prior: NDArray | undefined;
    for (const [j, kernel] of this.#functions.entries()) {
      const column = columnOf(points, j);
      const own = crossCovariance(kernel, column, column);
      prior = prior ? prior.map((value, at) => value * own.data[at]) : own;
    }
    return prior!.map((value, at) => {
      const [i, k] = [Math.floor(at / count), at % count];
      const lost = explained.data[at] + constant * (along[i] + along[k]) + constant ** 2 * onesSum;
      const regained = shrinkage * (along[i] + constant * onesSum) * (along[k] + constant * onesSum);
      return this.outputScale ** 2 * value + constant - lost + regained + (i === k ? noise : 0);
    });
  }
}

function columnOf({ data, shape: [rows, columns] }: NDArray, j: number): NDArray {
  return new NDArray(
    Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]),
    [rows, 1],
  );
}
