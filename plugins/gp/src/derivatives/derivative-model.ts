import { type GaussianPredictive, NDArray } from "@mesoscope/core";
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
import { propagate } from "../likelihoods/expectation-propagation.js";
import { conditionOnSites, priorMatrix, type SitePosterior } from "../likelihoods/gaussian-sites.js";
import { intervalTilt } from "../likelihoods/interval-tilt.js";
import { filled, normalPredictive, predictLatent } from "../likelihoods/latent-prediction.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, hyperparametersOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { derivativeCovariance, smoothProfiles } from "./derivative-covariance.js";

/** All that a model is made of; the rest follows from it. */
export interface DerivativeState {
  /** With a number for every length scale. */
  readonly kernel: Covariance;
  readonly outputScale: number;
  readonly gradientNoise: number;
  readonly noise: number;
  readonly prior: { readonly mean: number; readonly variance: number };
  /** A typical slope by every input. */
  readonly slopeScale: readonly number[];
  /** Inputs, and the number of the input differentiated by, or −1 for a value. */
  readonly rows: NDArray;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Where only the sign of a slope is asked for. */
  readonly isVirtual: readonly boolean[];
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/** A model with slopes as plain data; bounds that are open are null. */
export interface DerivativeData extends Omit<DerivativeState, "kernel" | "rows" | "lower" | "upper"> {
  readonly type: "derivativeGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly rows: ReturnType<NDArray["toJSON"]>;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** How far, in typical slopes, a slope of the wrong sign is let through. */
const signWidth = 1e-3;
const roundingShare = 1e-9;

/** The process given values, slopes and signs. */
export function posteriorOf(state: DerivativeState): {
  covariance: Omit<CovarianceFunction, "gradient">;
  posterior: SitePosterior;
} {
  const { kernel, outputScale, noise, gradientNoise, prior, slopeScale, rows, isVirtual } = state;
  const columns = rows.shape[1] - 1;
  const parameters = kernel.parameters(columns).map(({ start }) => start!);
  const lengths = Array.from({ length: columns }, (_, j) => parameters[parameters.length > 1 ? j : 0]);
  const numbers = { variance: outputScale ** 2, meanVariance: prior.variance, lengths };
  const covariance = derivativeCovariance(smoothProfiles[kernel.kind as keyof typeof smoothProfiles], numbers);
  const matrix = priorMatrix(rows, covariance);
  const by = (i: number) => rows.data[i * (columns + 1) + columns];
  const variances = Float64Array.from(isVirtual, (virtual, i) => {
    const own = by(i) < 0 ? noise : slopeScale[by(i)] * (virtual ? signWidth : gradientNoise);
    return own ** 2 + roundingShare * matrix.data[i * (isVirtual.length + 1)];
  });
  const shift = (bounds: Float64Array) => bounds.map((value, i) => (by(i) < 0 ? value - prior.mean : value));
  const [lower, upper] = [shift(state.lower), shift(state.upper)];
  const sites = isVirtual.includes(true)
    ? propagate(matrix, (i, cavity) => intervalTilt(lower[i], upper[i], variances[i], cavity))
    : { targets: lower, variances, logCorrection: 0 };
  return { covariance, posterior: conditionOnSites(matrix, sites) };
}

/**
 * A Gaussian process with slopes given data; `derivativeGaussianProcess(…).fit` makes it.
 *
 * @example
 * const model = await derivativeGaussianProcess({ increasing: [0] }).fit([0, 1, 2, 3], [0, 1.1, 1, 2]);
 * model.predictGradient([1.5]).mean.data[0] > -0.05; // true
 */
export class DerivativeModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: DerivativeState;
  readonly #covariance: Omit<CovarianceFunction, "gradient">;
  readonly #posterior: SitePosterior;

  /** @internal */
  constructor(state: DerivativeState) {
    const { covariance, posterior } = posteriorOf(state);
    this.#state = state;
    this.#covariance = covariance;
    this.#posterior = posterior;
  }

  /** The covariance function with the fitted numbers, without the output scale. */
  get kernel(): Covariance {
    return this.#state.kernel;
  }

  /** The standard deviation of the noise of the values, in the unit of `y`. */
  get noise(): number {
    return this.#state.noise;
  }

  /** The log evidence of values, slopes and signs together, in nats. */
  get logMarginalLikelihood(): number {
    return this.#posterior.logEvidence;
  }

  /** Every number: the output scale, those of the kernel, then the noises. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { kernel, outputScale, gradientNoise, noise, inputs } = this.#state;
    const of = (name: string, value: number, unit: string) => ({ name, inputs: [], value, unit, isFixed: false });
    return [
      of("outputScale", outputScale, "unit of y"),
      ...hyperparametersOf(kernel, inputs),
      of("gradientNoise", gradientNoise, "1"),
      of("noise", noise, "unit of y"),
    ];
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.predictive(X).mean;
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): GaussianPredictive {
    checkOptions("DerivativeGaussianProcess.predictive", options, ["noise"]);
    const { rows, prior, noise } = this.#state;
    const places = this.#places("predictive", X, [-1]);
    const count = places.shape[0];
    const latent = predictLatent(rows, places, this.#covariance, this.#posterior);
    const noises = filled(count, (options.noise ?? true) ? noise ** 2 : 0);
    return normalPredictive(latent, filled(count, prior.mean), noises);
  }

  /**
   * The expected slopes by every input at every row of X with their standard deviations, each of shape [m, d].
   *
   * @throws as `predict`
   */
  predictGradient(X: ArrayLike): { mean: NDArray; std: NDArray } {
    const columns = this.#state.inputs.length;
    const places = this.#places(
      "predictGradient",
      X,
      Array.from({ length: columns }, (_, j) => j),
    );
    const { mean, variance } = predictLatent(this.#state.rows, places, this.#covariance, this.#posterior);
    return {
      mean: mean.reshape([-1, columns]),
      std: new NDArray(variance.map(Math.sqrt)).reshape([-1, columns]),
    };
  }

  /** Plain data from which `loadDerivativeGaussianProcess` makes the same model. */
  toJSON(): DerivativeData {
    const { kernel, rows, lower, upper, ...rest } = this.#state;
    const finite = (bounds: Float64Array) => Array.from(bounds, (value) => (Number.isFinite(value) ? value : null));
    return {
      type: "derivativeGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      rows: rows.toJSON(),
      lower: finite(lower),
      upper: finite(upper),
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
    const { rows, isVirtual, evaluations, inputs } = this.#state;
    const values = rows.column(inputs.length).data.filter((by) => by < 0).length;
    const virtual = isVirtual.filter(Boolean).length;
    return {
      title: `Gaussian process with slopes, ${this.kernel.name} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(values, "value")}, ${counted(isVirtual.length - values - virtual, "slope")}, ${counted(virtual, "sign")} of slopes`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats, fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }

  #places(method: string, X: ArrayLike, by: readonly number[]): NDArray {
    const columns = this.#state.inputs.length;
    const points = readModelPoints(`DerivativeGaussianProcess.${method}`, X, columns);
    const rows = Array.from({ length: points.shape[0] }, (_, i) => [...points.row(i).data]);
    const places = rows.flatMap((point) => by.map((input) => [...point, input]));
    return new NDArray(Float64Array.from(places.flat()), [places.length, columns + 1]);
  }
}
