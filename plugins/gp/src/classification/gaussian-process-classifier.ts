import { NDArray } from "@mesoscope/core";
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
import { rbf } from "../covariance/rbf.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { priorMatrix } from "../likelihoods/gaussian-sites.js";
import { learn } from "../model/learn.js";
import { ClassifierModel } from "./classifier-model.js";
import { laplaceEvidence } from "./laplace.js";

/** Options of `gaussianProcessClassifier`. */
export interface GaussianProcessClassifierOptions {
  /** The covariance of the hidden function, `rbf()` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** Whether the hyper-parameters are fitted (the default) or stay as given. */
  readonly optimize?: boolean;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a classifier; made by `gaussianProcessClassifier`. */
export interface GaussianProcessClassifier extends Estimator<ArrayLike, ArrayLike, ClassifierModel>, Displayable {
  readonly options: GaussianProcessClassifierOptions;
}

const owner = "gaussianProcessClassifier";
const mostClasses = 100;

/**
 * Classification by a Gaussian process: probabilities of classes that are unsure where there are no data.
 *
 * A hidden function goes through the logistic function; its posterior is Laplace's approximation. Of more than two classes
 * each gets a function against all others, and their probabilities are scaled to sum to 1.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n]: a number for each class. Time grows with the
 * cube of the rows.
 *
 * @example
 * const model = await gaussianProcessClassifier().fit([0, 1, 2, 3, 4, 5], [0, 0, 0, 1, 1, 1]);
 * model.predict([0.5, 4.5]).data; // [0, 1]
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError BAD_VALUE for fewer than 2 or more than 100 classes, ShapeError
 *   SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), sections 3.4 and 5.5.1
 */
export function gaussianProcessClassifier(options: GaussianProcessClassifierOptions = {}): GaussianProcessClassifier {
  checkOptions(owner, options, ["kernel", "optimize", "starts", "seed"]);
  const { kernel, starts = 3 } = options;
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitClassifier(options, X, y),
    [displaySymbol]: () => ({ "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "RBF"}` }),
  };
}

async function fitClassifier(
  options: GaussianProcessClassifierOptions,
  points: ArrayLike,
  labels: ArrayLike,
): Promise<ClassifierModel> {
  const { optimize = true, starts = 3, seed = 0 } = options;
  const { X, y, inputs } = readMeasured(points, labels, `${owner}.fit`);
  const classes = [...new Set(y.data)].sort((a, b) => a - b);
  if (classes.length < 2 || classes.length > mostClasses) {
    throw new ValueError(
      "BAD_VALUE",
      `${owner}.fit: y holds ${classes.length} different numbers. Give one for each of 2 to ${mostClasses} classes.`,
    );
  }
  const columns = X.shape[1];
  const kernel = withOutputScale(options.kernel ?? rbf());
  const kernels: Covariance[] = [];
  let evaluations = 0;
  for (const label of classes.length === 2 ? classes.slice(1) : classes) {
    const isMember = y.data.map((value) => Number(value === label));
    const scale = dataScale({ X, y: new NDArray(isMember.map((value) => 4 * value)), bounds: undefined, inputs });
    const noNoise = noiseParameter({ values: [1], fixed: true, prior: undefined });
    const space = searchSpace([...kernel.parameters(columns), noNoise], scale);
    const evidence = (at: readonly number[]) => {
      const covariance = kernel.bind(at.slice(0, -1), columns);
      return laplaceEvidence(X, priorMatrix(X, covariance), isMember, covariance, at.length - 1);
    };
    const learns = optimize && space.free.length > 0;
    const learned = learns ? await learn(evidence, space, { owner: `${owner}.fit`, starts, seed }) : undefined;
    evaluations += learned?.report.evaluations ?? 0;
    kernels.push(kernel.withValues((learned?.values ?? space.given).slice(0, -1), columns));
  }
  return new ClassifierModel({ kernels, classes, X, y, inputs, evaluations });
}
