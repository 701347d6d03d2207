import { type NDArray, quantile, randomStream } from "@mesoscope/core";
import {
  checkOptions,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { type Input, readInputs, valuesOf } from "./input-distribution.js";
import { evaluateAt, type Simulated } from "./simulator-function.js";

/** Options of `monteCarlo`. */
export interface MonteCarloOptions {
  /** 1000 by default. */
  readonly samples?: number;
  /** 0 by default. */
  readonly seed?: number;
}

const headings = ["", "value", "standard error"];

/**
 * How a result is distributed where its independent inputs are: by evaluating it at random inputs.
 *
 * @param simulated a function of one point, or a model
 *
 * @example
 * const result = await monteCarlo(([a, b]) => a + b, [[0, 1], [0, 1]], { samples: 4000 });
 * Math.abs(result.mean - 1) < 4 * result.meanError; // true
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE; DataError MISSING_VALUES
 */
export async function monteCarlo(
  simulated: Simulated,
  inputs: readonly Input[],
  options: MonteCarloOptions = {},
): Promise<MonteCarloResult> {
  const owner = "monteCarlo";
  checkOptions(owner, options, ["samples", "seed"]);
  const { samples = 1000, seed = 0 } = options;
  if (!(Number.isSafeInteger(samples) && samples >= 2)) {
    throw new ValueError("BAD_OPTION", `${owner}: samples is ${samples}. Give a whole number of at least 2.`);
  }
  const distributions = readInputs(owner, inputs);
  const probabilities = randomStream(seed)
    .uniforms([samples, distributions.length])
    .map((p) => Math.max(p, Number.MIN_VALUE));
  const X = valuesOf(probabilities, distributions);
  return new MonteCarloResult(X, await evaluateAt(owner, simulated, X));
}

/**
 * Evaluations at random inputs; `monteCarlo` makes it.
 *
 * @example
 * const result = await monteCarlo(([a]) => a * a, [[0, 1]]);
 * result.quantile(0.5) < 0.5; // true
 */
export class MonteCarloResult implements Displayable {
  /** The inputs, of shape [samples, d]. */
  readonly X: NDArray;
  /** The results, of shape [samples]. */
  readonly y: NDArray;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly meanError: number;
  readonly std: number;
  /** Standard error of the standard deviation. */
  readonly stdError: number;

  /** @internal */
  constructor(X: NDArray, y: NDArray) {
    const n = y.size;
    const centre = y.data.reduce((sum, value) => sum + value, 0) / n;
    const moment = (power: number) => y.data.reduce((sum, value) => sum + (value - centre) ** power, 0) / n;
    const variance = (moment(2) * n) / (n - 1);
    this.X = X;
    this.y = y;
    this.mean = centre;
    this.std = Math.sqrt(variance);
    this.meanError = this.std / Math.sqrt(n);
    const varianceError = Math.sqrt(Math.max(moment(4) - moment(2) ** 2, 0) / n);
    this.stdError = this.std === 0 ? 0 : varianceError / (2 * this.std);
  }

  /** The value below which the result lies with `probability`. */
  quantile(probability: number): number {
    return quantile(this.y, probability);
  }

  /** Between which the result lies with probability `level`. */
  interval(level: number): { lower: number; upper: number } {
    return { lower: this.quantile((1 - level) / 2), upper: this.quantile((1 + level) / 2) };
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const { histogram } = await import("@mesoscope/plot");
    const picture = await histogram({ x: this.y }, { x: "result" }).toSVG();
    return {
      "text/plain": this.toString(),
      "text/html": `${htmlTable({ caption: this.#title(), headings, rows: this.#rows() })}${picture}`,
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #title(): string {
    return `Result of ${this.y.size} random inputs`;
  }

  #rows(): string[][] {
    return [
      ["mean", shortNumber(this.mean), shortNumber(this.meanError)],
      ["standard deviation", shortNumber(this.std), shortNumber(this.stdError)],
      ...[0.025, 0.5, 0.975].map((p) => [`${100 * p} % quantile`, shortNumber(this.quantile(p)), ""]),
    ];
  }
}
