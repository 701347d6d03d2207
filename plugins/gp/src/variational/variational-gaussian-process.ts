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
import { readMeasured } from "../fit/training-data.js";
import type { VariationalLikelihood } from "../likelihoods/likelihood.js";
import { fitVariational } from "./fit-variational.js";
import type { VariationalModel } from "./variational-model.js";

/** Options of `variationalGaussianProcess`. */
export interface VariationalGaussianProcessOptions {
  /** The covariance function, `matern({ smoothness: 2.5 })` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** How targets scatter about the function, `normalLikelihood()` by default. */
  readonly likelihood?: VariationalLikelihood;
  /** How many points stand for the data, at most; 256 by default. Time grows with their square. */
  readonly inducingPoints?: number;
  /** Rows that each step sees, 512 by default. */
  readonly batch?: number;
  /** Steps in which the hyper-parameters are learned, 100 by default. */
  readonly steps?: number;
  /** About how far the logarithm of a hyper-parameter moves in one step, 0.01 by default. */
  readonly learningRate?: number;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the rows and batches that are drawn; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a variational Gaussian process; made by `variationalGaussianProcess`. */
export interface VariationalGaussianProcess extends Estimator<ArrayLike, ArrayLike, VariationalModel>, Displayable {
  readonly options: VariationalGaussianProcessOptions;
}

const owner = "variationalGaussianProcess";

/**
 * A Gaussian process for very many rows and any scatter: classes, outliers, or normal noise.
 *
 * The function at some of the rows, the inducing points, stands for it all. Hyper-parameters and the posterior there are
 * learned in steps that see a batch of the rows each; the posterior is then settled on all rows. With normal noise
 * `sparseGaussianProcess` reaches the same optimum faster. A stop request ends the steps and keeps what they have found.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n]; for `bernoulliLikelihood()` y is 0 or 1.
 *
 * @example
 * const X = Array.from({ length: 60 }, (_, i) => i / 10);
 * const spec = variationalGaussianProcess({ likelihood: bernoulliLikelihood(), steps: 20 });
 * const model = await spec.fit(X, X.map((x) => Number(x > 3)));
 * model.predict([1, 5]).data.map(Math.round); // [0, 1]
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError BAD_VALUE, ShapeError SHAPE_MISMATCH or EMPTY, DataError
 *   MISSING_VALUES
 * @see Hensman, Fusi & Lawrence, Gaussian processes for big data, UAI (2013)
 */
export function variationalGaussianProcess(
  options: VariationalGaussianProcessOptions = {},
): VariationalGaussianProcess {
  const counts = ["inducingPoints", "batch", "steps", "starts"] as const;
  checkOptions(owner, options, ["kernel", "likelihood", ...counts, "learningRate", "seed"]);
  const { kernel, likelihood, learningRate = 0.01 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  if (likelihood !== undefined && typeof likelihood?.expectation !== "function") {
    throw new ValueError("BAD_OPTION", `${owner}: likelihood is none. Give one, such as bernoulliLikelihood().`);
  }
  if (likelihood?.parameters().some(({ start }) => start === 0)) {
    throw new ValueError("BAD_OPTION", `${owner}: the noise is fixed at 0. Give a positive one, or let it be learned.`);
  }
  for (const name of counts) checkCount(owner, name, options[name] ?? 1, 1);
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new ValueError("BAD_OPTION", `${owner}: learningRate is ${learningRate}. Give a positive, finite number.`);
  }
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitVariational(options, readMeasured(X, y, `${owner}.fit`)),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"}, ${likelihood?.name ?? "normal noise"}`,
    }),
  };
}
