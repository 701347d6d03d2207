import { NDArray, stackColumns, stackingWeights } from "@mesoscope/core";
import { type ArrayLike, type Displayable, displaySymbol, type Estimator, ValueError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { matern } from "../covariance/matern.js";
import { rbf } from "../covariance/rbf.js";
import type { CensoredTargets } from "../fit/censored.js";
import { type GaussianProcessOptions, gaussianProcess } from "../gaussian-process.js";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { StackedGaussianProcessModel } from "./stacked-gaussian-process-model.js";

/** Options of `stackedGaussianProcess`: those of `gaussianProcess`, with several kernels. */
export interface StackedGaussianProcessOptions extends Omit<GaussianProcessOptions, "kernel"> {
  /** The candidates; Matérn 3/2, Matérn 5/2 and RBF by default: rough, smooth and very smooth functions. */
  readonly kernels?: readonly Covariance[];
}

/** A recipe for several Gaussian processes that predict as one; made by `stackedGaussianProcess`. */
export interface StackedGaussianProcess
  extends Estimator<ArrayLike, ArrayLike | CensoredTargets, StackedGaussianProcessModel>,
    Displayable {
  readonly options: StackedGaussianProcessOptions;
}

/** What counts for less is left out: it would cost time and change nothing. */
const leastWeight = 0.01;

/**
 * Gaussian processes with different kernels, mixed so that they best predict each target from all others.
 *
 * For data of which nobody knows how smooth they are. The weights come from leave-one-out densities in closed form, so
 * nothing is fitted twice; kernels with less than 1 % are left out. Takes as long as the single fits together.
 *
 * @example
 * const X = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
 * const model = await stackedGaussianProcess().fit(X, X.map((x) => Math.sin(6 * x)));
 * model.predictive([0.55]).mean.shape; // [1]
 *
 * @throws ValueError BAD_OPTION; `fit`: as `gaussianProcess`
 * @see Yao, Vehtari, Simpson & Gelman, Bayesian Analysis 13 (2018) 917; Rasmussen & Williams (2006), section 5.4.2
 */
export function stackedGaussianProcess(options: StackedGaussianProcessOptions = {}): StackedGaussianProcess {
  const { kernels = [matern({ smoothness: 1.5 }), matern({ smoothness: 2.5 }), rbf()], ...others } = options;
  if (!Array.isArray(kernels) || kernels.length === 0 || !kernels.every(isCovariance)) {
    throw new ValueError(
      "BAD_OPTION",
      "stackedGaussianProcess: kernels is no list of kernels. Give some, such as [matern({ smoothness: 2.5 }), rbf()].",
    );
  }
  const members = kernels.map((kernel) => gaussianProcess({ ...others, kernel }));
  return {
    options: Object.freeze({ ...options }),
    async fit(X, y) {
      const models: GaussianProcessModel[] = [];
      for (const member of members) models.push(await member.fit(X, y));
      return stack(models);
    },
    [displaySymbol]: () => ({
      "text/plain": `stackedGaussianProcess, not fitted yet: ${kernels.map((kernel) => kernel.name).join(", ")}`,
    }),
  };
}

function stack(models: readonly GaussianProcessModel[]): StackedGaussianProcessModel {
  const weights = stackingWeights(stackColumns(...models.map((model) => model.leaveOneOut().logDensity)));
  const kept = models.flatMap((model, k) =>
    weights.data[k] >= leastWeight ? [{ model, weight: weights.data[k] }] : [],
  );
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return new StackedGaussianProcessModel(
    kept.map(({ model }) => model),
    new NDArray(Float64Array.from(kept, ({ weight }) => weight / total)),
  );
}
