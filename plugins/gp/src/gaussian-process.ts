import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance } from "./covariance/covariance.js";
import { isCovariance } from "./covariance/join.js";
import { checkStart, type Fixed } from "./covariance/start.js";
import type { CensoredTargets } from "./fit/censored.js";
import { fitGaussianProcess } from "./fit/fit.js";
import { readTrainingData, type TrainingData } from "./fit/training-data.js";
import type { GaussianProcessModel } from "./model/gaussian-process-model.js";
import type { MeanFunction } from "./model/mean-function.js";
import type { Prior } from "./priors/prior.js";

/** A covariance matrix of so many rows takes 3 GB, and hours to fit. */
const mostRows = 20_000;

/** Options of `gaussianProcess`. */
export interface GaussianProcessOptions {
  /** The covariance function, `matern({ smoothness: 2.5 })` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** Start of the standard deviation of the measurement noise, in the unit of `y`; `fixed(0)` for exact data. */
  readonly noise?: number | Fixed | Prior;
  /**
   * The prior mean, where it is known: a number, or a function of the inputs such as a simulator. By default a constant
   * that is learned with its uncertainty; a straight line is a `linear` kernel in the sum.
   */
  readonly mean?: number | MeanFunction;
  /** Whether the hyper-parameters are fitted (the default) or stay as given. */
  readonly optimize?: boolean;
  /**
   * From how many places the search begins, 3 by default: with medium, short and long length scales. More follow by
   * themselves where the best of them takes most of the targets for noise.
   */
  readonly starts?: number;
  /** Of the random starts and, above 384 rows, of the sample on which the starts are compared; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process; made by `gaussianProcess`. */
export interface GaussianProcess
  extends Estimator<ArrayLike, ArrayLike | CensoredTargets, GaussianProcessModel>,
    Displayable {
  readonly options: GaussianProcessOptions;
}

/**
 * Regression by a Gaussian process, exact: time grows with the cube of the rows, to about 4000 of them.
 *
 * The hyper-parameters are those of the highest marginal likelihood, found by gradients from several starts. Targets
 * from `censored` count as bounds, by expectation propagation. Numbers given in the kernel or as `noise` are one more
 * start of the search; `fixed(…)` keeps them. Nothing depends on the units of X and y.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const X = [0, 0.2, 0.4, 0.6, 0.8, 1];
 * const model = await gaussianProcess({ kernel: matern({ smoothness: 2.5 }) }).fit(X, X.map((x) => Math.sin(6 * x)));
 * model.predict([0.5]).shape; // [1]
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError TOO_LARGE above 20 000 rows, ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES,
 *   NumericError NOT_POSITIVE_DEFINITE
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), chapters 2 and 5
 */
export function gaussianProcess(options: GaussianProcessOptions = {}): GaussianProcess {
  check(options);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => (await fitGaussianProcess(options, readExactData(X, y))).model,
    [displaySymbol]: () => ({
      "text/plain": `gaussianProcess, not fitted yet: ${options.kernel?.name ?? "Matérn 5/2"}`,
    }),
  };
}

/** Throws also where the covariance matrix would not fit into memory, long before it is made. */
export function readExactData(X: ArrayLike, y: ArrayLike | CensoredTargets): TrainingData {
  const data = readTrainingData(X, y);
  const rows = data.X.shape[0];
  if (rows <= mostRows) return data;
  throw new ValueError(
    "TOO_LARGE",
    `gaussianProcess.fit: ${rows} rows are too many for an exact fit, which ends at ${mostRows}. Use sparseGaussianProcess.`,
  );
}

function check(options: GaussianProcessOptions): void {
  checkOptions("gaussianProcess", options, ["kernel", "noise", "mean", "optimize", "starts", "seed"]);
  const { kernel, noise, mean = 0, optimize = true, starts = 3 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", "gaussianProcess: kernel is no kernel. Give one, such as matern() or rbf().");
  }
  const isExact = typeof noise === "object" && "fixed" in noise && noise.fixed === 0;
  if (!isExact) checkStart("gaussianProcess", "noise", noise);
  if (typeof mean !== "function" && !Number.isFinite(mean)) {
    throw new ValueError(
      "BAD_OPTION",
      `gaussianProcess: mean is ${mean}. Give a finite number or a function of X, or leave it out.`,
    );
  }
  if (typeof optimize !== "boolean") {
    throw new ValueError("BAD_OPTION", `gaussianProcess: optimize is ${optimize}. Give true or false.`);
  }
  if (!Number.isInteger(starts) || starts < 1) {
    throw new ValueError("BAD_OPTION", `gaussianProcess: starts is ${starts}. Give a whole number of at least 1.`);
  }
}
