import { NDArray, randomStream } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { matern } from "../covariance/matern.js";
import { checkStart, type Fixed, restart } from "../covariance/start.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { fitGaussianProcess } from "../fit/fit.js";
import { dataScale } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import type { Prior } from "../priors/prior.js";
import { covarianceProduct } from "./covariance-product.js";
import { IterativeModel } from "./iterative-model.js";
import { pivotedPreconditioner } from "./preconditioner.js";
import { solveColumns } from "./solve-columns.js";

/** Options of `iterativeGaussianProcess`. */
export interface IterativeGaussianProcessOptions {
  /** The covariance function, `matern({ smoothness: 2.5 })` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** Start of the standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise?: number | Fixed | Prior;
  /** Rows, drawn at random, from which the hyper-parameters are learned; 1000 by default. */
  readonly learningRows?: number;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the rows and vectors that are drawn; 0 by default. */
  readonly seed?: number;
}

/** A recipe for an iterative Gaussian process; made by `iterativeGaussianProcess`. */
export interface IterativeGaussianProcess extends Estimator<ArrayLike, ArrayLike, IterativeModel>, Displayable {
  readonly options: IterativeGaussianProcessOptions;
}

const owner = "iterativeGaussianProcess";
const probes = 10;

/**
 * Regression that conditions on all of some ten thousand scattered rows, without ever holding their covariance.
 *
 * Its products with vectors are computed strip by strip, and equations are solved by preconditioned conjugate gradients
 * to 1e-8; the log marginal likelihood is an estimate with a standard error. Hyper-parameters are those of the exact
 * process of some of the rows. A step takes time with the square of the rows, memory grows with the rows.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const X = Array.from({ length: 100 }, (_, i) => i / 10);
 * const y = X.map((x, i) => Math.sin(x) + 0.1 * (-1) ** i);
 * const model = await iterativeGaussianProcess({ learningRows: 50, starts: 1 }).fit(X, y);
 * Math.abs(model.predict([2.55]).data[0] - Math.sin(2.55)) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES, NumericError
 *   NOT_CONVERGED where the noise is very small
 * @see Gardner et al., GPyTorch: blackbox matrix-matrix Gaussian process inference with GPU acceleration, NeurIPS (2018)
 */
export function iterativeGaussianProcess(options: IterativeGaussianProcessOptions = {}): IterativeGaussianProcess {
  checkOptions(owner, options, ["kernel", "noise", "learningRows", "starts", "seed"]);
  const { kernel, noise, learningRows = 1000, starts = 3 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  checkStart(owner, "noise", noise);
  checkCount(owner, "learningRows", learningRows, 1);
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitIterative(options, X, y),
    [displaySymbol]: () => ({ "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"}` }),
  };
}

async function fitIterative(
  options: IterativeGaussianProcessOptions,
  points: ArrayLike,
  targets: ArrayLike,
): Promise<IterativeModel> {
  const { learningRows = 1000, starts = 3, seed = 0 } = options;
  const data = readMeasured(points, targets, `${owner}.fit`);
  const { X, y, inputs } = data;
  const [rows, columns] = X.shape;
  const stream = randomStream(seed);
  const chosen = stream.permutation(rows).slice(0, learningRows).sort();
  const some = { ...data, X: X.take(chosen), y: y.take(chosen) };
  const kernel = withOutputScale(options.kernel ?? matern());
  const settings = { kernel, starts, seed, ...(options.noise !== undefined && { noise: options.noise }) };
  const { model: exact } = await fitGaussianProcess(settings, some);
  const values = exact.hyperparameters.map(({ value }) => value);
  const noise = values.at(-1)!;
  const { centre, spread } = dataScale(data);
  const constant = spread ** 2;

  const covariance = kernel.bind(values.slice(0, -1), columns);
  const preconditioner = pivotedPreconditioner(X, covariance, noise, constant);
  const drawn = preconditioner.draw(probes, stream.child(0));
  const sides = new NDArray(new Float64Array(rows * (probes + 1)), [rows, probes + 1]);
  for (let i = 0; i < rows; i++) {
    sides.data[i * (probes + 1)] = y.data[i] - centre;
    for (let p = 0; p < probes; p++) sides.data[i * (probes + 1) + p + 1] = drawn.data[i * probes + p];
  }
  const steps = solveColumns(covarianceProduct(X, covariance, noise, constant), preconditioner, sides);
  let step = steps.next();
  while (!step.done) {
    await tick(step.value);
    step = steps.next();
  }
  const { x, logarithms } = step.value;
  const weights = Float64Array.from({ length: rows }, (_, i) => x.data[i * (probes + 1)]);
  const fit = weights.reduce((sum, weight, i) => sum + weight * (y.data[i] - centre), 0);
  const estimates = logarithms.slice(1);
  const mean = estimates.reduce((sum, value) => sum + value, 0) / probes;
  const scatter = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (probes - 1);
  return new IterativeModel({
    kernel: kernel.withValues(values.slice(0, -1), columns),
    noise: restart(options.noise, [noise]),
    prior: { mean: centre, variance: constant },
    inputs,
    X,
    weights: new NDArray(weights),
    logMarginalLikelihood: -0.5 * (fit + preconditioner.logDeterminant + mean + rows * Math.log(2 * Math.PI)),
    standardError: 0.5 * Math.sqrt(scatter / probes),
    learningRows: chosen.length,
    steps: step.value.steps,
  });
}
