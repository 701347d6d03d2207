import { argsort, cholesky, gaussianPredictive, NDArray, randomStream } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
  shortNumber,
} from "@mesoscope/sdk";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import type { Hyperparameter } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { type SampledPredictive, withSamples } from "../model/with-samples.js";
import { kalmanFilter, kalmanSmoother } from "./kalman.js";
import { maternState, type Smoothness, type StateSpace } from "./matern-state.js";

interface SeriesState {
  readonly smoothness: Smoothness;
  readonly outputScale: number;
  readonly lengthScale: number;
  readonly noise: number;
  readonly fixed: readonly boolean[];
  readonly prior: { readonly mean: number; readonly variance: number };
  /** Ascending. */
  readonly places: NDArray;
  readonly y: NDArray;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/** A model of a series as plain data. */
export interface SeriesData extends Omit<SeriesState, "places" | "y"> {
  readonly type: "seriesGaussianProcess";
  readonly version: 1;
  readonly places: ReturnType<NDArray["toJSON"]>;
  readonly y: ReturnType<NDArray["toJSON"]>;
}

/** Where noise or data leave no variance, a little keeps draws of the states possible. */
const roundingShare = 1e-12;

/**
 * A Gaussian process of one input given a series; `seriesGaussianProcess(…).fit` makes it.
 *
 * @example
 * const model = await seriesGaussianProcess().fit([0, 1, 2, 3, 4], [0, 0.8, 0.9, 0.1, -0.8]);
 * model.hyperparameters.map(({ name }) => name); // ["outputScale", "lengthScale", "noise"]
 */
export class SeriesModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: SeriesState;
  readonly #states: StateSpace;
  /** The natural logarithm of the probability density of `y`, in its unit, under the model. */
  readonly logMarginalLikelihood: number;

  /** @internal */
  constructor(state: SeriesState) {
    const { smoothness, outputScale, lengthScale, prior, places, y, noise } = state;
    this.#state = state;
    this.#states = maternState(smoothness, outputScale, lengthScale, prior.variance);
    this.logMarginalLikelihood = kalmanFilter(this.#states, {
      places: places.data,
      targets: y.data.map((value) => value - prior.mean),
      noiseVariance: noise ** 2,
    });
  }

  /** The standard deviation of the measurement noise, in the unit of `y`. */
  get noise(): number {
    return this.#state.noise;
  }

  /** Every fitted or fixed number. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { outputScale, lengthScale, noise, fixed, inputs } = this.#state;
    return [
      { name: "outputScale", inputs: [], value: outputScale, unit: "unit of y", isFixed: fixed[0] },
      { name: "lengthScale", inputs, value: lengthScale, unit: `unit of ${inputs[0]}`, isFixed: fixed[1] },
      { name: "noise", inputs: [], value: noise, unit: "unit of y", isFixed: fixed[2] },
    ];
  }

  /**
   * The expected target at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has more than one column
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const at = readModelPoints("SeriesGaussianProcess.predict", X, 1).data;
    return new NDArray(this.#smooth(at, this.#state.y.data).mean);
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for the function without the measurement noise.
   *
   * Samples are drawn jointly for all rows of X; each takes one pass over the series.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): SampledPredictive {
    checkOptions("SeriesGaussianProcess.predictive", options, ["noise"]);
    const at = readModelPoints("SeriesGaussianProcess.predictive", X, 1).data.slice();
    const added = (options.noise ?? true) ? this.noise : 0;
    const { mean, variance } = this.#smooth(at, this.#state.y.data);
    const law = gaussianPredictive({ mean, variance: variance.map((value) => value + added ** 2) });
    return withSamples(law, (count, seed) => {
      const stream = randomStream(seed);
      const draws = new NDArray(new Float64Array(count * at.length), [count, at.length]);
      for (let s = 0; s < count; s++) draws.data.set(this.#draw(at, added, stream.child(s)), s * at.length);
      return draws;
    });
  }

  /** Plain data from which `loadSeriesGaussianProcess` makes the same model. */
  toJSON(): SeriesData {
    const { places, y, ...rest } = this.#state;
    return { type: "seriesGaussianProcess", version: 1, ...rest, places: places.toJSON(), y: y.toJSON() };
  }

  [displaySymbol](): MimeBundle {
    return describe(this.#description());
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return describeText(this.#description());
  }

  #description(): Description {
    const { smoothness, y, evaluations } = this.#state;
    return {
      title: `Gaussian process of a series, Matérn ${2 * smoothness}/2 + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        counted(y.size, "row"),
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats, fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }

  /** Mean and variance of the function at new places, for targets at those of the series. */
  #smooth(at: Float64Array, y: Float64Array): { mean: Float64Array; variance: Float64Array } {
    const { places, prior, noise } = this.#state;
    const all = Float64Array.from([...places.data, ...at]);
    const targets = Float64Array.from(all, (_, i) => (i < y.length ? y[i] - prior.mean : Number.NaN));
    const order = argsort(new NDArray(all));
    const sorted = (values: Float64Array) => Float64Array.from(order, (i) => values[i]);
    const smoothed = kalmanSmoother(this.#states, {
      places: sorted(all),
      targets: sorted(targets),
      noiseVariance: noise ** 2,
    });
    const [mean, variance] = [new Float64Array(at.length), new Float64Array(at.length)];
    for (const [k, i] of Array.from(order).entries()) {
      if (i < y.length) continue;
      mean[i - y.length] = smoothed.mean[k] + prior.mean;
      variance[i - y.length] = smoothed.variance[k];
    }
    return { mean, variance };
  }

  /** A path before the data, moved by what the data say of its difference (Matheron's rule). */
  #draw(at: Float64Array, added: number, stream: ReturnType<typeof randomStream>): Float64Array {
    const { places, y, noise, prior } = this.#state;
    const all = Float64Array.from([...places.data, ...at]);
    const order = Array.from(argsort(new NDArray(all)));
    const path = this.#priorPath(
      Float64Array.from(order, (i) => all[i]),
      stream,
    );
    const values = new Float64Array(all.length);
    for (const [k, i] of order.entries()) values[i] = path[k] + prior.mean;
    const measured = y.data.map((_, i) => values[i] + noise * stream.normal());
    const difference = y.data.map((value, i) => value - measured[i] + prior.mean);
    const { mean } = this.#smooth(at, difference);
    return mean.map((value, j) => values[y.size + j] + value - prior.mean + added * stream.normal());
  }

  #priorPath(places: Float64Array, stream: ReturnType<typeof randomStream>): Float64Array {
    const { size, prior } = this.#states;
    let state = drawState(prior, size, stream);
    return places.map((place, t) => {
      if (t > 0) {
        const { transition, added } = this.#states.move(place - places[t - 1]);
        const noise = drawState(added, size, stream);
        state = noise.map((value, i) => {
          let sum = value;
          for (let k = 0; k < size; k++) sum += transition[i * size + k] * state[k];
          return sum;
        });
      }
      return state[0] + state[size - 1];
    });
  }
}

/** A normal draw of a covariance that may be singular. */
function drawState(covariance: Float64Array, size: number, stream: ReturnType<typeof randomStream>): Float64Array {
  const scale = Float64Array.from({ length: size }, (_, i) => Math.sqrt(Math.max(covariance[i * (size + 1)], 0)) || 1);
  const correlation = covariance.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return value / (scale[i] * scale[j]) + (i === j ? roundingShare + (value > 0 ? 0 : roundingShare) : 0);
  });
  const draws = stream.normals([size]).data;
  const factor = factorOf(new NDArray(correlation, [size, size]));
  return Float64Array.from(draws, (_, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += factor.data[i * size + k] * draws[k];
    return scale[i] * sum;
  });
}

/** Over short distances rounding makes the covariance of what is added indefinite: then only its diagonal counts. */
function factorOf(correlation: NDArray): NDArray {
  const size = correlation.shape[0];
  try {
    return cholesky(correlation);
  } catch {
    return correlation.map((value, at) => (at % (size + 1) === 0 ? Math.sqrt(Math.max(value, 0)) : 0));
  }
}
