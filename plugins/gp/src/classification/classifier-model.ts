import { NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type Model,
  shortNumber,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction } from "../covariance/covariance.js";
import { priorMatrix } from "../likelihoods/gaussian-sites.js";
import { predictLatent } from "../likelihoods/latent-prediction.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { hyperparametersOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { type LaplaceMode, laplaceMode, sigmoid } from "./laplace.js";

interface ClassifierState {
  /** With a number for every hyper-parameter: one for two classes, else one for each. */
  readonly kernels: readonly Covariance[];
  readonly classes: readonly number[];
  readonly X: NDArray;
  readonly y: NDArray;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/** A classifier as plain data. */
export interface ClassifierData {
  readonly type: "gaussianProcessClassifier";
  readonly version: 1;
  readonly kernels: readonly CovarianceData[];
  readonly classes: readonly number[];
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly y: ReturnType<NDArray["toJSON"]>;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

const halfWidth = 8;
const nodes = 161;

/**
 * A classifier given data; `gaussianProcessClassifier(…).fit` makes it.
 *
 * @example
 * const model = await gaussianProcessClassifier().fit([0, 1, 2, 3], [7, 7, 9, 9]);
 * model.classes; // [7, 9]
 */
export class ClassifierModel implements Model<ArrayLike, NDArray>, Displayable {
  readonly #state: ClassifierState;
  readonly #hidden: readonly { readonly covariance: CovarianceFunction; readonly posterior: LaplaceMode }[];

  /** @internal */
  constructor(state: ClassifierState) {
    const { kernels, classes, X, y } = state;
    const columns = X.shape[1];
    const targets = classes.length === 2 ? classes.slice(1) : classes;
    this.#state = state;
    this.#hidden = kernels.map((kernel, c) => {
      const values = kernel.parameters(columns).map(({ start }) => start!);
      const covariance = kernel.bind(values, columns);
      const isMember = y.data.map((value) => Number(value === targets[c]));
      return { covariance, posterior: laplaceMode(priorMatrix(X, covariance), isMember) };
    });
  }

  /** The numbers of the classes, ascending. */
  get classes(): readonly number[] {
    return this.#state.classes;
  }

  /** The covariance function of every hidden function: one for two classes, else one for each. */
  get kernels(): readonly Covariance[] {
    return this.#state.kernels;
  }

  /** Laplace's approximation to the log marginal likelihood, in nats; for several classes the sum over them. */
  get logMarginalLikelihood(): number {
    return this.#hidden.reduce((total, { posterior }) => total + posterior.logEvidence, 0);
  }

  /**
   * The most probable class at every row of X, of shape [m].
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const probability = this.probability(X);
    const count = this.classes.length;
    return new NDArray(
      Float64Array.from({ length: probability.shape[0] }, (_, i) => {
        const row = probability.data.subarray(i * count, (i + 1) * count);
        return this.classes[row.indexOf(Math.max(...row))];
      }),
    );
  }

  /**
   * The probability of every class at every row of X, of shape [m, classes], in the order of `classes`.
   *
   * @throws as `predict`
   */
  probability(X: ArrayLike): NDArray {
    const hidden = this.hidden(X).map(({ mean, variance }) =>
      mean.map((value, j) => meanSigmoid(value, Math.sqrt(variance.data[j]))),
    );
    const [first] = hidden;
    const columns = hidden.length === 1 ? [first.map((value) => 1 - value), first] : hidden;
    const probability = new NDArray(new Float64Array(first.size * columns.length), [first.size, columns.length]);
    for (let i = 0; i < first.size; i++) {
      const total = columns.reduce((sum, { data }) => sum + data[i], 0);
      for (const [c, { data }] of columns.entries()) probability.data[i * columns.length + c] = data[i] / total;
    }
    return probability;
  }

  /** Mean and variance of every hidden function at every row of X, each of shape [m]. */
  hidden(X: ArrayLike): readonly { readonly mean: NDArray; readonly variance: NDArray }[] {
    const points = readModelPoints("GaussianProcessClassifier.predict", X, this.#state.X.shape[1]);
    return this.#hidden.map(({ covariance, posterior }) => {
      const { mean, variance } = predictLatent(this.#state.X, points, covariance, posterior);
      return { mean, variance: new NDArray(variance) };
    });
  }

  /** Plain data from which `loadGaussianProcessClassifier` makes the same model. */
  toJSON(): ClassifierData {
    const { kernels, X, y, ...rest } = this.#state;
    return {
      type: "gaussianProcessClassifier",
      version: 1,
      ...rest,
      kernels: kernels.map((kernel) => kernel.toJSON()),
      X: X.toJSON(),
      y: y.toJSON(),
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
    const { X, kernels, classes, inputs, evaluations } = this.#state;
    return {
      title: `Gaussian process classifier, ${kernels[0].name}`,
      hyperparameters: kernels.flatMap((kernel, c) =>
        hyperparametersOf(kernel, inputs).map((parameter) => ({
          ...parameter,
          name: kernels.length > 1 ? `${parameter.name}, class ${classes[c]}` : parameter.name,
          unit: parameter.unit === "unit of y" ? "log odds" : parameter.unit,
        })),
      ),
      facts: [
        `${counted(X.shape[0], "row")} of classes ${classes.join(", ")}, ${counted(X.shape[1], "input")}`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats, fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }
}

/** The mean of the logistic function of a normal variable, by the trapezoidal rule, which is exact to 1e-12 here. */
function meanSigmoid(mean: number, std: number): number {
  let [sum, total] = [0, 0];
  for (let k = 0; k < nodes; k++) {
    const z = halfWidth * ((2 * k) / (nodes - 1) - 1);
    const density = Math.exp(-0.5 * z * z);
    sum += density * sigmoid(mean + std * z);
    total += density;
  }
  return sum / total;
}
