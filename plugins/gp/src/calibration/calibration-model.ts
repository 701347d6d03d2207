import {
  gaussianPredictive,
  type MixturePredictive,
  mixturePredictive,
  NDArray,
  quantile,
  randomStream,
} from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type ProbabilisticModel,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { filled } from "../likelihoods/latent-prediction.js";
import { readModelPoints } from "../model/read-model-points.js";
import { withDraws } from "../model/with-samples.js";
import { ConditionedProcess } from "../multi-fidelity/conditioned-process.js";
import { baseMember } from "../multi-fidelity/member.js";
import { type DiscrepancyData, discrepancyFamily } from "./discrepancy.js";
import { type CalibratedSimulator, outputsOf } from "./simulator-outputs.js";

/** What is known of a parameter after the data. */
export interface CalibratedParameter {
  readonly mean: number;
  readonly std: number;
  /** Between which it lies with a probability of 95 %. */
  readonly interval: { readonly lower: number; readonly upper: number };
  /** R-hat: near 1 where independent chains agree; above about 1.1 they have not found the posterior. */
  readonly rHat: number;
}

interface State {
  readonly data: DiscrepancyData;
  readonly y: NDArray;
  /** Draws from the posterior. */
  readonly parameters: readonly (readonly number[])[];
  readonly hyperparameters: readonly (readonly number[])[];
  readonly rHats: readonly number[];
}

const headings = ["parameter", "mean", "std", "95 % from", "to", "R-hat"];
const agreement = 1.1;

/**
 * A calibrated simulator; `calibration(…).fit` makes it.
 *
 * @example
 * const spec = calibration({ simulator: ([x], [slope]) => slope * x, parameters: [[0, 5]], discrepancy: false, draws: 20 });
 * const model = await spec.fit([1, 2, 3, 4], [2.1, 3.9, 6.1, 7.9]);
 * Math.round(model.predict([5]).data[0]); // 10
 */
export class CalibrationModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #simulator: CalibratedSimulator;
  readonly #state: State;
  readonly #processes: readonly ConditionedProcess[];

  /** @internal */
  constructor(simulator: CalibratedSimulator, state: State) {
    const { data, y, parameters, hyperparameters } = state;
    const family = discrepancyFamily(data);
    this.#simulator = simulator;
    this.#state = state;
    this.#processes = parameters.map((values, s) => {
      const outputs = outputsOf("calibration", simulator, data.inputs, Float64Array.from(values));
      const residual = new NDArray(y.data.map((value, i) => (value - outputs.mean[i]) / data.spread));
      const extra = outputs.variance.map((value) => value / data.spread ** 2);
      return new ConditionedProcess(family.bind(Float64Array.from(hyperparameters[s]), extra), data.X, residual);
    });
  }

  /** What is known of every parameter. */
  get parameters(): readonly CalibratedParameter[] {
    return this.#state.rHats.map((rHat, p) => {
      const values = this.#state.parameters.map((draw) => draw[p]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      return { mean, std, interval: { lower: quantile(values, 0.025), upper: quantile(values, 0.975) }, rHat };
    });
  }

  /** Draws of the parameters from their posterior, of shape [draws, parameters]. */
  get draws(): NDArray {
    const { parameters } = this.#state;
    return new NDArray(Float64Array.from(parameters.flat()), [parameters.length, parameters[0].length]);
  }

  /** The expected measurement at every row of X: simulator and discrepancy. */
  predict(X: ArrayLike): NDArray {
    return this.#mixture("predict", X, true, true).mean;
  }

  /** The measurements with their uncertainty; `noise: false` for reality without the noise of measuring. */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): MixturePredictive {
    checkOptions("Calibration.predictive", options, ["noise"]);
    return this.#mixture("predictive", X, true, options.noise ?? true);
  }

  /** What reality adds to the simulator at its best. */
  discrepancy(X: ArrayLike): MixturePredictive {
    return this.#mixture("discrepancy", X, false, false);
  }

  /** Plain data, without the simulator, which `loadCalibration` is given again. */
  toJSON() {
    const { data, y, ...rest } = this.#state;
    const arrays = { X: data.X.toJSON(), inputs: data.inputs.toJSON() };
    return { type: "calibration", version: 1, data: { ...data, ...arrays }, y: y.toJSON(), ...rest };
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": this.toString(),
      "text/html": htmlTable({ caption: this.#title(), headings, rows: this.#rows() }),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #mixture(method: string, X: ArrayLike, withSimulator: boolean, withNoise: boolean): MixturePredictive {
    const { data, parameters, hyperparameters } = this.#state;
    const points = this.#points(method, X);
    const columns = data.centres.length;
    const scaled = points.map((value, at) => (value - data.centres[at % columns]) / data.halfRanges[at % columns]);
    return mixturePredictive(
      this.#processes.map((process, s) => {
        const member = baseMember(process, 1);
        const { mean, variance } = member.moments(scaled);
        const noise = withNoise ? hyperparameters[s].at(-1)! ** 2 : 0;
        const outputs = withSimulator
          ? outputsOf("calibration", this.#simulator, points, Float64Array.from(parameters[s]))
          : { mean: new Float64Array(mean.length), variance: new Float64Array(mean.length) };
        const law = gaussianPredictive({
          mean: mean.map((value, i) => outputs.mean[i] + data.spread * value),
          variance: variance.map((value, i) => outputs.variance[i] + data.spread ** 2 * (value + noise)),
        });
        return withDraws(law, (seed) => {
          const drawn = member.draw(scaled, seed).data;
          const noises = randomStream(seed).child(1).normals(drawn.length).data;
          return drawn.map((value, i) => {
            const independent = Math.sqrt(outputs.variance[i] + data.spread ** 2 * noise);
            return outputs.mean[i] + data.spread * value + independent * noises[i];
          });
        });
      }),
      filled(parameters.length, 1 / parameters.length),
    );
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`Calibration.${method}`, X, this.#state.data.centres.length);
  }

  #title(): string {
    const { y, parameters, rHats, data } = this.#state;
    const doubt = rHats.some((rHat) => rHat > agreement) ? "; the chains do not agree: do not trust the intervals" : "";
    const kind = data.isIncluded ? "with a discrepancy" : "without discrepancy";
    return `Calibration ${kind} from ${y.size} measurements, ${parameters.length} draws${doubt}`;
  }

  #rows(): string[][] {
    return this.parameters.map(({ mean, std, interval, rHat }, p) => [
      String(p),
      ...[mean, std, interval.lower, interval.upper].map(shortNumber),
      rHat.toFixed(3),
    ]);
  }
}

/**
 * The model that its `toJSON` wrote, with the simulator given again.
 *
 * @example
 * const simulator = ([x], [slope]) => slope * x;
 * const spec = calibration({ simulator, parameters: [[0, 5]], discrepancy: false, draws: 20 });
 * const model = await spec.fit([1, 2, 3], [2, 4.1, 5.9]);
 * const again = loadCalibration(JSON.parse(JSON.stringify(model)), simulator);
 * again.predict([4]).data[0] === model.predict([4]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved calibration
 */
export function loadCalibration(json: unknown, simulator: CalibratedSimulator): CalibrationModel {
  const { type, version, data, y, ...rest } = (json ?? {}) as ReturnType<CalibrationModel["toJSON"]>;
  if (type !== "calibration" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadCalibration: the data is no saved calibration. Give what JSON.parse makes of a saved model.",
    );
  }
  const arrays = { X: NDArray.fromJSON(data.X), inputs: NDArray.fromJSON(data.inputs) };
  const { parameters, hyperparameters, rHats } = rest;
  return new CalibrationModel(simulator, {
    data: { ...data, ...arrays },
    y: NDArray.fromJSON(y),
    parameters,
    hyperparameters,
    rHats,
  });
}
