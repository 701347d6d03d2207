import {
  bayesianGaussianProcess,
  bernoulliLikelihood,
  derivativeGaussianProcess,
  gaussianProcess,
  gaussianProcessClassifier,
  gridGaussianProcess,
  heteroscedasticGaussianProcess,
  iterativeGaussianProcess,
  latentGaussianProcess,
  multiFidelity,
  multiOutputGaussianProcess,
  seriesGaussianProcess,
  sparseGaussianProcess,
  stackedGaussianProcess,
  studentTLikelihood,
  variationalGaussianProcess,
  warpedGaussianProcess,
} from "@mesoscope/gp";
import type { ArrayLike, NDArrayLike } from "@mesoscope/sdk";

/** What every model can do, with one target per row. */
interface AnyModel {
  predict(X: ArrayLike): NDArrayLike;
  predictive?(X: ArrayLike): { readonly mean: NDArrayLike; readonly std: unknown };
}

/** How an estimator is tried on one set of rows. */
export interface Trial {
  /** What its errors begin with, where it is not its name. */
  readonly owner?: string;
  /** Its targets are classes, 0 and 1. */
  readonly isClassifier?: boolean;
  fit(X: ArrayLike, y: ArrayLike): Promise<AnyModel>;
}

const fast = { starts: 1 };
const levels = multiFidelity({ links: ["linear"] });

/** Every estimator of the package by its name; of several levels or outputs, all see the same rows. */
export const everyEstimator: Readonly<Record<string, Trial>> = {
  gaussianProcess: gaussianProcess(fast),
  latentGaussianProcess: latentGaussianProcess(fast),
  "latentGaussianProcess, Student's t": {
    owner: "latentGaussianProcess",
    fit: (X, y) => latentGaussianProcess({ ...fast, likelihood: studentTLikelihood() }).fit(X, y),
  },
  heteroscedasticGaussianProcess: heteroscedasticGaussianProcess(fast),
  multiOutputGaussianProcess: multiOutputGaussianProcess(fast),
  gaussianProcessClassifier: { isClassifier: true, fit: (X, y) => gaussianProcessClassifier(fast).fit(X, y) },
  sparseGaussianProcess: sparseGaussianProcess(fast),
  variationalGaussianProcess: variationalGaussianProcess({ ...fast, steps: 20 }),
  "variationalGaussianProcess, classes": {
    owner: "variationalGaussianProcess",
    isClassifier: true,
    fit: (X, y) => variationalGaussianProcess({ ...fast, steps: 20, likelihood: bernoulliLikelihood() }).fit(X, y),
  },
  gridGaussianProcess: gridGaussianProcess(fast),
  iterativeGaussianProcess: iterativeGaussianProcess(fast),
  seriesGaussianProcess: seriesGaussianProcess(fast),
  derivativeGaussianProcess: derivativeGaussianProcess(fast),
  warpedGaussianProcess: warpedGaussianProcess(fast),
  stackedGaussianProcess: { owner: "gaussianProcess", fit: (X, y) => stackedGaussianProcess(fast).fit(X, y) },
  bayesianGaussianProcess: bayesianGaussianProcess({ draws: 20, warmup: 20 }),
  multiFidelity: {
    fit: (X, y) =>
      levels.fit([
        { X, y },
        { X, y },
      ]),
  },
};
