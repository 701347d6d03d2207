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
import type { MeanFunction } from "../model/mean-function.js";
import { fitLatent } from "./fit-latent.js";
import type { LatentGaussianProcessModel } from "./latent-gaussian-process-model.js";
import type { Likelihood } from "./likelihood.js";
import type { UncertainTargets } from "./targets.js";

/** Options of `latentGaussianProcess`. */
export interface LatentGaussianProcessOptions {
  /** The covariance function, `matern({ smoothness: 2.5 })` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** How targets scatter about the function, `normalLikelihood()` by default. */
  readonly likelihood?: Likelihood;
  /** As in `gaussianProcess`. */
  readonly mean?: number | MeanFunction;
  /** Whether the hyper-parameters are fitted (the default) or stay as given. */
  readonly optimize?: boolean;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process with a likelihood; made by `latentGaussianProcess`. */
export interface LatentGaussianProcess
  extends Estimator<ArrayLike, ArrayLike | UncertainTargets, LatentGaussianProcessModel>,
    Displayable {
  readonly options: LatentGaussianProcessOptions;
}

/**
 * Regression by a Gaussian process whose targets do not all scatter alike: outliers, standard errors, intervals.
 *
 * `studentTLikelihood()` makes outliers harmless. `measured(y, { std })` gives every target its own standard error, and
 * `intervals(lower, upper)` targets that are only known to lie between bounds.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n]. Time grows with the cube of the rows.
 *
 * @example
 * const X = [0, 1, 2, 3, 4, 5, 6, 7];
 * const model = await latentGaussianProcess({ likelihood: studentTLikelihood() }).fit(X, [0, 1, 2, 3, 40, 5, 6, 7]);
 * Math.abs(model.predict([4]).data[0] - 4) < 0.5; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES,
 *   NumericError NOT_POSITIVE_DEFINITE or NOT_CONVERGED
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), chapter 3 and section 9.3
 */
export function latentGaussianProcess(options: LatentGaussianProcessOptions = {}): LatentGaussianProcess {
  const owner = "latentGaussianProcess";
  checkOptions(owner, options, ["kernel", "likelihood", "mean", "optimize", "starts", "seed"]);
  const { kernel, likelihood, mean = 0, starts = 3 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  if (likelihood !== undefined && typeof likelihood?.sites !== "function") {
    throw new ValueError("BAD_OPTION", `${owner}: likelihood is none. Give one, such as studentTLikelihood().`);
  }
  if (typeof mean !== "function" && !Number.isFinite(mean)) {
    throw new ValueError("BAD_OPTION", `${owner}: mean is ${mean}. Give a finite number or a function of X.`);
  }
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitLatent(options, X, y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"}, ${likelihood?.name ?? "normal noise"}`,
    }),
  };
}
