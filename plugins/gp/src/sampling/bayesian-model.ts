import { type GaussianPredictive, type MixturePredictive, mixturePredictive, NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  escapeHtml,
  htmlTable,
  type MimeBundle,
  type ProbabilisticModel,
  plainTable,
  shortNumber,
} from "@mesoscope/sdk";
import type { Covariance, CovarianceData } from "../covariance/covariance.js";
import { filled } from "../likelihoods/latent-prediction.js";
import { counted } from "../model/describe.js";
import { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { unitOf } from "../model/hyperparameter.js";
import { readModelPoints } from "../model/read-model-points.js";
import type { Convergence } from "./diagnostics.js";

/** All that a model with sampled hyper-parameters is made of. */
export interface BayesianState {
  readonly kernel: Covariance;
  /** Which hyper-parameters were held. */
  readonly fixed: readonly boolean[];
  /** All hyper-parameters of every draw, chain after chain; the noise is the last. */
  readonly draws: readonly (readonly number[])[];
  /** The draws that predictions are mixed of. */
  readonly mixed: readonly number[];
  /** Of the free hyper-parameters. */
  readonly convergence: readonly Convergence[];
  readonly divergences: number;
  readonly evaluations: number;
  /** 0 where the draws are from about the mode. */
  readonly chains: number;
  readonly prior: { readonly mean: number; readonly variance: number };
  readonly X: NDArray;
  readonly y: NDArray;
  readonly inputs: readonly string[];
}

/** A model with sampled hyper-parameters as plain data. */
export interface BayesianData extends Omit<BayesianState, "kernel" | "X" | "y"> {
  readonly type: "bayesianGaussianProcess";
  readonly version: 1;
  readonly kernel: CovarianceData;
  readonly X: ReturnType<NDArray["toJSON"]>;
  readonly y: ReturnType<NDArray["toJSON"]>;
}

/** What the data say about one hyper-parameter. */
export interface SampledHyperparameter extends Convergence {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly unit: string;
  readonly median: number;
  /** The limits of the middle 90 % of the draws. */
  readonly lower: number;
  readonly upper: number;
  readonly isFixed: boolean;
}

const headings = ["hyper-parameter", "of", "median", "5 %", "95 %", "unit", "R-hat", "effective draws"];
const agreeing = 1.05;

/**
 * A Gaussian process with sampled hyper-parameters given data; `bayesianGaussianProcess(…).fit` makes it.
 *
 * @example
 * const spec = bayesianGaussianProcess({ draws: 40, warmup: 40, chains: 1 });
 * const model = await spec.fit([0, 1, 2, 3], [0, 1, 0, -1]);
 * model.hyperparameters.map(({ name }) => name); // ["outputScale", "lengthScale", "noise"]
 */
export class BayesianModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: BayesianState;

  /** @internal */
  constructor(state: BayesianState) {
    this.#state = state;
  }

  /** The hyper-parameters of every draw, of shape [chains · draws, hyper-parameters]; the noise is the last column. */
  get draws(): NDArray {
    const { draws } = this.#state;
    return new NDArray(Float64Array.from(draws.flat()), [draws.length, draws[0].length]);
  }

  /** How often the evidence and its gradient were computed. */
  get evaluations(): number {
    return this.#state.evaluations;
  }

  /** What the draws say about every hyper-parameter, with the agreement of the chains. */
  get hyperparameters(): readonly SampledHyperparameter[] {
    const { kernel, fixed, draws, convergence, inputs } = this.#state;
    const noise = { name: "noise", role: "amplitude", inputs: [], start: undefined, fixed: false } as const;
    let free = 0;
    return [...kernel.parameters(inputs.length), noise].map((parameter, p) => {
      const sorted = draws.map((values) => values[p]).toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
      const isFixed = fixed[p];
      return {
        name: parameter.name,
        inputs: parameter.inputs.map((j) => inputs[j]),
        unit: unitOf(parameter, inputs),
        median: at(0.5),
        lower: at(0.05),
        upper: at(0.95),
        isFixed,
        ...(isFixed ? { effectiveSampleSize: draws.length } : convergence[free++]),
      };
    });
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
   * The targets with their uncertainty, that of the hyper-parameters included; `noise: false` for the function without
   * the measurement noise.
   *
   * Samples are drawn jointly for all rows of X.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): MixturePredictive {
    checkOptions("BayesianGaussianProcess.predictive", options, ["noise"]);
    const points = readModelPoints("BayesianGaussianProcess.predictive", X, this.#state.X.shape[1]);
    const parts = this.#state.mixed.map((k) => this.#part(this.#state.draws[k], points, options.noise ?? true));
    return mixturePredictive(parts, filled(parts.length, 1 / parts.length));
  }

  /** Plain data from which `loadBayesianGaussianProcess` makes the same model. */
  toJSON(): BayesianData {
    const { kernel, X, y, ...rest } = this.#state;
    return {
      type: "bayesianGaussianProcess",
      version: 1,
      ...rest,
      kernel: kernel.toJSON(),
      X: X.toJSON(),
      y: y.toJSON(),
    };
  }

  [displaySymbol](): MimeBundle {
    const list = this.#facts().map((fact) => `<li>${escapeHtml(fact)}</li>`);
    return {
      "text/plain": this.#text(),
      "text/html": `${htmlTable({ caption: this.#title(), headings, rows: this.#rows() })}<ul>${list.join("")}</ul>`,
    };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#text();
  }

  #text(): string {
    return [
      this.#title(),
      ...this.#facts().map((fact) => `  ${fact}`),
      plainTable({ headings, rows: this.#rows() }),
    ].join("\n");
  }

  #title(): string {
    return `Gaussian process, ${this.#state.kernel.name} + noise, hyper-parameters sampled`;
  }

  #rows(): string[][] {
    return this.hyperparameters.map(
      ({ name, inputs, median, lower, upper, unit, scaleReduction, effectiveSampleSize }) => [
        name,
        inputs.join(", "),
        ...[median, lower, upper].map(shortNumber),
        unit,
        scaleReduction?.toFixed(3) ?? "–",
        String(Math.round(effectiveSampleSize)),
      ],
    );
  }

  #facts(): string[] {
    const { X, draws, chains, divergences, evaluations } = this.#state;
    const worst = Math.max(...this.hyperparameters.map(({ scaleReduction = 1 }) => scaleReduction));
    const source = chains > 0 ? counted(chains, "chain") : "places about the mode";
    return [
      `${counted(X.shape[0], "row")}, ${counted(X.shape[1], "input")}`,
      `${counted(draws.length, "draw")} of ${source}, ${counted(evaluations, "evaluation")}`,
      ...(worst > agreeing ? ["the chains do not agree yet (R-hat above 1.05): take more draws"] : []),
      ...(divergences > 0 ? [`${counted(divergences, "path")} diverged: take stronger priors`] : []),
    ];
  }

  #part(values: readonly number[], points: NDArray, hasNoise: boolean): GaussianPredictive {
    const { kernel, prior, X, y, inputs } = this.#state;
    const model = new GaussianProcessModel({
      kernel: kernel.withValues(values.slice(0, -1), inputs.length),
      noise: values.at(-1)!,
      prior,
      jitter: 0,
      data: { X, y, bounds: undefined, inputs },
      search: undefined,
    });
    return model.predictive(points, { noise: hasNoise });
  }
}
