import { type GaussianPredictive, gaussianPredictive, NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData, CovarianceFunction } from "../covariance/covariance.js";
import { conditionOnSites, priorMatrix, type SitePosterior } from "../likelihoods/gaussian-sites.js";
import { type LatentPrediction, predictLatent } from "../likelihoods/latent-prediction.js";
import { counted, type Description, describe, describeText } from "../model/describe.js";
import { type Hyperparameter, unitOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import { coregionalFunction, coregionalParameters, outputTable, tableSize } from "./coregionalization.js";

/** What was measured of an output, in its unit. */
export interface OutputScale {
  readonly mean: number;
  /** The standard deviation; where all numbers are alike, their size. */
  readonly spread: number;
  readonly isConstant: boolean;
}

interface MultiOutputState {
  readonly kernels: readonly Covariance[];
  /** All hyper-parameters, for standardised outputs; the noises are the last. */
  readonly values: readonly number[];
  readonly scales: readonly OutputScale[];
  /** Inputs and the number of the output, for every number measured. */
  readonly rows: NDArray;
  readonly targets: Float64Array;
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/** A model of several outputs as plain data. */
export interface MultiOutputData {
  readonly type: "multiOutputGaussianProcess";
  readonly version: 1;
  readonly kernels: readonly CovarianceData[];
  readonly values: readonly number[];
  readonly scales: readonly OutputScale[];
  readonly rows: ReturnType<NDArray["toJSON"]>;
  readonly targets: readonly number[];
  readonly inputs: readonly string[];
  readonly evaluations: number;
}

/**
 * A Gaussian process of several outputs given data; `multiOutputGaussianProcess(…).fit` makes it.
 *
 * @example
 * const X = [0, 1, 2, 3, 4];
 * const model = await multiOutputGaussianProcess().fit(X, X.map((x) => [Math.sin(x), -Math.sin(x)]));
 * model.outputCorrelation().get(0, 1) < -0.9; // true
 */
export class MultiOutputModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: MultiOutputState;
  readonly #covariance: CovarianceFunction;
  readonly #posterior: SitePosterior;
  readonly #columns: number;

  /** @internal */
  constructor(state: MultiOutputState) {
    const { kernels, values, rows, targets } = state;
    this.#state = state;
    this.#columns = rows.shape[1] - 1;
    this.#covariance = coregionalFunction(kernels, this.outputs, this.#columns, values);
    const variances = Float64Array.from({ length: targets.length }, (_, i) => {
      return this.#noise(rows.data[i * (this.#columns + 1) + this.#columns]) ** 2;
    });
    const sites = { targets, variances, logCorrection: 0 };
    this.#posterior = conditionOnSites(priorMatrix(rows, this.#covariance), sites);
  }

  /** How many outputs there are. */
  get outputs(): number {
    return this.#state.scales.length;
  }

  /** The standard deviation of the noise of every output, in its unit. */
  get noise(): readonly number[] {
    return this.#state.scales.map(({ spread }, o) => spread * this.#noise(o));
  }

  /** The log marginal likelihood of the numbers measured, in nats, in the units of the outputs. */
  get logMarginalLikelihood(): number {
    const { rows, scales } = this.#state;
    let logVolume = 0;
    for (let i = 0; i < rows.shape[0]; i++) logVolume += Math.log(scales[rows.get(i, this.#columns)].spread);
    return this.#posterior.logEvidence - logVolume;
  }

  /** How the outputs vary together at one place, noise left out, of shape [p, p]. */
  outputCorrelation(): NDArray {
    const { kernels, values } = this.#state;
    const total = new Float64Array(this.outputs ** 2);
    let from = 0;
    for (const kernel of kernels) {
      const { table } = outputTable(this.outputs, values.slice(from, from + tableSize(this.outputs)));
      for (let at = 0; at < total.length; at++) total[at] += table[at];
      from += tableSize(this.outputs) + kernel.parameters(this.#columns).length;
    }
    const size = (o: number) => Math.sqrt(total[o * (this.outputs + 1)]);
    const correlations = total.map(
      (value, at) => value / size(Math.floor(at / this.outputs)) / size(at % this.outputs),
    );
    return new NDArray(correlations, [this.outputs, this.outputs]);
  }

  /** Every fitted number; `outputScale` and `noise` belong to the outputs in turn. */
  get hyperparameters(): readonly Hyperparameter[] {
    const { kernels, values, inputs, scales } = this.#state;
    const parameters = coregionalParameters(kernels, this.outputs, this.#columns);
    let output = 0;
    const found = parameters.map((parameter, p): Hyperparameter => {
      const isScale = parameter.name === "outputScale" && parameter.role === "amplitude";
      const o = isScale ? output++ % this.outputs : -1;
      return {
        name: isScale ? `outputScale of y${o}` : parameter.name,
        inputs: parameter.inputs.map((j) => inputs[j]),
        value: values[p] * (isScale ? scales[o].spread : 1),
        unit: isScale ? `unit of y${o}` : unitOf(parameter, inputs),
        isFixed: parameter.fixed,
      };
    });
    const noises = this.noise.map((value, o) => {
      return { name: `noise of y${o}`, inputs: [], value, unit: `unit of y${o}`, isFixed: scales[o].isConstant };
    });
    return [...found, ...noises];
  }

  /**
   * The expected outputs at every row of X, of shape [m, p].
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const outputs = Array.from({ length: this.outputs }, (_, o) => o);
    const places = this.#places("predict", X, outputs);
    const { mean } = predictLatent(this.#state.rows, places, this.#covariance, this.#posterior);
    return this.#inUnits(mean, outputs).reshape([-1, this.outputs]);
  }

  /**
   * The expected outputs with their uncertainty, row after row, of shape [m p]; with `output` one of them, of shape [m].
   * `noise: false` for the functions without the measurement noise.
   *
   * Samples are drawn jointly for all rows and outputs.
   *
   * @throws as `predict`; ValueError BAD_OPTION where there is no such output
   */
  predictive(X: ArrayLike, options: { output?: number; noise?: boolean } = {}): GaussianPredictive {
    checkOptions("MultiOutputGaussianProcess.predictive", options, ["output", "noise"]);
    const { output, noise = true } = options;
    if (output !== undefined && !(Number.isInteger(output) && output >= 0 && output < this.outputs)) {
      throw new ValueError(
        "BAD_OPTION",
        `MultiOutputGaussianProcess.predictive: output is ${output}. Give a number from 0 to ${this.outputs - 1}.`,
      );
    }
    const outputs = output === undefined ? Array.from({ length: this.outputs }, (_, o) => o) : [output];
    const places = this.#places("predictive", X, outputs);
    const latent: LatentPrediction = predictLatent(this.#state.rows, places, this.#covariance, this.#posterior);
    const outputAt = (at: number) => outputs[at % outputs.length];
    const spread = (at: number) => this.#state.scales[outputAt(at)].spread;
    const noises = latent.variance.map((_, at) => (noise ? this.#noise(outputAt(at)) ** 2 : 0));
    return gaussianPredictive({
      mean: this.#inUnits(latent.mean, outputs),
      variance: latent.variance.map((value, at) => (value + noises[at]) * spread(at) ** 2),
      covariance: () => {
        const count = noises.length;
        return latent
          .covariance(noises)
          .map((value, at) => value * spread(Math.floor(at / count)) * spread(at % count));
      },
    });
  }

  /** Plain data from which `loadMultiOutputGaussianProcess` makes the same model. */
  toJSON(): MultiOutputData {
    const { kernels, rows, targets, ...rest } = this.#state;
    return {
      type: "multiOutputGaussianProcess",
      version: 1,
      ...rest,
      kernels: kernels.map((kernel) => kernel.toJSON()),
      rows: rows.toJSON(),
      targets: [...targets],
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
    const { kernels, targets, evaluations } = this.#state;
    return {
      title: `Gaussian process of ${counted(this.outputs, "output")}, ${kernels.map(({ name }) => name).join(" and ")} + noise`,
      hyperparameters: this.hyperparameters,
      facts: [
        `${counted(targets.length, "number")} measured, ${counted(this.#columns, "input")}`,
        `log marginal likelihood ${shortNumber(this.logMarginalLikelihood)} nats, fitted with ${counted(evaluations, "evaluation")}`,
      ],
    };
  }

  #noise(output: number): number {
    return this.#state.values.at(output - this.outputs)!;
  }

  /** Every row of X with the number of every output. */
  #places(method: string, X: ArrayLike, outputs: readonly number[]): NDArray {
    const points = readModelPoints(`MultiOutputGaussianProcess.${method}`, X, this.#columns);
    const width = this.#columns + 1;
    const count = points.shape[0] * outputs.length;
    const places = new NDArray(new Float64Array(count * width), [count, width]);
    for (let at = 0; at < count; at++) {
      const i = Math.floor(at / outputs.length);
      places.data.set(points.data.subarray(i * this.#columns, (i + 1) * this.#columns), at * width);
      places.data[at * width + this.#columns] = outputs[at % outputs.length];
    }
    return places;
  }

  #inUnits(values: NDArray, outputs: readonly number[]): NDArray {
    return values.map((value, at) => {
      const { mean, spread } = this.#state.scales[outputs[at % outputs.length]];
      return mean + spread * value;
    });
  }
}
