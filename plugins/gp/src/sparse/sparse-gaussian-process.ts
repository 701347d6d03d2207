import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { checkStart, type Fixed } from "../covariance/start.js";
import { readMeasured } from "../fit/training-data.js";
import type { Prior } from "../priors/prior.js";
import { fitSparse } from "./fit-sparse.js";
import type { SparseGaussianProcessModel } from "./sparse-gaussian-process-model.js";

/** Options of `sparseGaussianProcess`. */
export interface SparseGaussianProcessOptions {
  /** The covariance function, `matern({ smoothness: 2.5 })` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** Start of the standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise?: number | Fixed | Prior;
  /** How many points stand for the data, at most; 256 by default. Time grows with their square. */
  readonly inducingPoints?: number;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the rows that are drawn to learn the hyper-parameters; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a sparse Gaussian process; made by `sparseGaussianProcess`. */
export interface SparseGaussianProcess
  extends Estimator<ArrayLike, ArrayLike, SparseGaussianProcessModel>,
    Displayable {
  readonly options: SparseGaussianProcessOptions;
}

/**
 * Regression by a Gaussian process for many rows: the function at some points, the inducing points, stands for it all.
 *
 * The posterior at these points is the best Gaussian, in closed form, from one pass over all rows; time grows with the
 * rows, not their cube. Hyper-parameters are those of the highest bound on the marginal likelihood of at most 2048 rows,
 * drawn at random; the noise is then fitted to all. The inducing points are the rows that explain the others best.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const X = Array.from({ length: 100 }, (_, i) => i / 10);
 * const y = X.map((x, i) => Math.sin(x) + 0.1 * (-1) ** i);
 * const model = await sparseGaussianProcess({ inducingPoints: 12, starts: 1 }).fit(X, y);
 * Math.abs(model.predict([2.55]).data[0] - Math.sin(2.55)) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Titsias, Variational learning of inducing variables in sparse Gaussian processes, AISTATS (2009)
 */
export function sparseGaussianProcess(options: SparseGaussianProcessOptions = {}): SparseGaussianProcess {
  const owner = "sparseGaussianProcess";
  checkOptions(owner, options, ["kernel", "noise", "inducingPoints", "starts", "seed"]);
  const { kernel, noise, inducingPoints = 256, starts = 3 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  checkStart(owner, "noise", noise);
  checkCount(owner, "inducingPoints", inducingPoints, 1);
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitSparse(options, readMeasured(X, y, `${owner}.fit`)),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"}, ${inducingPoints} inducing points`,
    }),
  };
}
