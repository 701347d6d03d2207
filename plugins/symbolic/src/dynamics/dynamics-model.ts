import { type ArrayInput, asMatrix, asVector, NDArray } from "@mesoscope/core";
import {
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  NumericError,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import type { Expression } from "../expression/expression.js";
import { parseExpression } from "../expression/parse-expression.js";
import { compileExpression } from "./compile-expression.js";
import { controlsAt } from "./controls-at.js";
import { displayDynamics } from "./display-dynamics.js";
import { drawCoefficients } from "./draw-coefficients.js";
import type { Alternative, Coefficient, DynamicsData } from "./dynamics-result.js";
import { ratioExpression, ratioText } from "./equation-text.js";
import { intervalsOf } from "./intervals.js";
import { type RatePart, ratesOfChange } from "./rates-of-change.js";
import { integrateStates } from "./runge-kutta.js";
import { Simulation } from "./simulation.js";

/** Options of `simulate`. */
export interface SimulateOptions {
  /** Inputs at the times, of shape [times, controls], or [times] for one; straight lines between them. */
  readonly controls?: ArrayInput;
  /** Courses with other coefficients within their errors, which show how an error grows; 0 by default. Those that diverge are left out, and the figure says how many. */
  readonly draws?: number;
  /** 0 by default. */
  readonly seed?: number;
}

/**
 * A law of ordinary differential equations; `sparseDynamics` finds it.
 *
 * @example
 * const t = linspace(0, 10, 201);
 * const model = await sparseDynamics({ names: ["x"] }).fit(t, t.map((s) => 2 / (1 + Math.exp(-s + 3))));
 * model.simulate([0.1], [0, 20]).states.get(1, 0).toFixed(3); // "2.000"
 */
export class DynamicsModel implements Displayable {
  readonly names: readonly string[];
  readonly controlNames: readonly string[];
  /** All that are not 0, with standard errors, inclusion probabilities and units. */
  readonly coefficients: readonly Coefficient[];
  /** Standard deviation of the noise found on each state. */
  readonly noise: readonly number[];
  /** The next best laws, and by how many nats their descriptions are longer: could it have been another? */
  readonly alternatives: readonly Alternative[];
  readonly #data: DynamicsData;
  #terms: readonly Omit<RatePart, "coefficient">[] | undefined;

  /** @internal */
  constructor(data: DynamicsData) {
    this.names = data.names;
    this.controlNames = data.controlNames;
    this.coefficients = data.coefficients;
    this.noise = data.noise;
    this.alternatives = data.alternatives;
    this.#data = data;
  }

  /** Such as "x' = 1.1 * x - 0.4 * x * y", with five digits. */
  get equations(): string[] {
    return this.names.map((name) => {
      const parts = this.#of(name).map(({ value, term, divides = false }) => ({ value, name: term, divides }));
      return `${name}' = ${ratioText(parts)}`;
    });
  }

  /** The right-hand sides as formulas in the states, then the controls. */
  toExpressions(): Expression[] {
    return this.names.map((name) =>
      ratioExpression(
        this.#of(name).map(({ value, term, divides = false }) => ({ value, term: this.#parse(term), divides })),
      ),
    );
  }

  /**
   * Where each coefficient lies with the probability `level`.
   *
   * @throws ValueError BAD_OPTION
   */
  intervals(level = 0.95): { lower: number; upper: number }[] {
    return intervalsOf(this.coefficients, level);
  }

  /**
   * Rates of change, of shape [rows, states], for states of shape [rows, states] and then controls in further columns.
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  predict(X: ArrayInput): NDArray {
    const rows = asMatrix(X, "predict: X");
    const width = this.names.length + this.controlNames.length;
    if (rows.shape[1] !== width) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `predict: X has ${rows.shape[1]} columns, the law ${width} states and controls. Give one column for each.`,
      );
    }
    const shape = [rows.shape[0], this.names.length];
    const ratesAt = this.#ratesFor(this.coefficients.map(({ value }) => value));
    const rates = new Float64Array(shape[0] * shape[1]);
    for (let i = 0; i < shape[0]; i++) ratesAt(rows.row(i).data, rates.subarray(i * shape[1], (i + 1) * shape[1]));
    return new NDArray(rates, shape);
  }

  /**
   * The course from a start at the first of the ascending times on.
   *
   * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_INCREASING; NumericError DIVERGED, TOO_MANY_STEPS
   */
  simulate(x0: ArrayInput, times: ArrayInput, options: SimulateOptions = {}): Simulation {
    checkOptions("simulate", options, ["controls", "draws", "seed"]);
    const { draws = 0, seed = 0 } = options;
    checkWhole("simulate", "draws", draws, 0);
    const start = asVector(x0, "simulate: x0").data;
    const t = asVector(times, "simulate: times").data;
    if (start.length !== this.names.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `simulate: x0 has ${start.length} entries for ${this.names.length} states. Give the start of every state.`,
      );
    }
    if (t.some((time, i) => i > 0 && !(time > t[i - 1]))) {
      throw new ValueError("NOT_INCREASING", "simulate: the times do not increase. Sort them and drop repeated ones.");
    }
    const inputs = controlsAt(t, options.controls, this.controlNames.length);
    const main = this.#course(
      this.coefficients.map(({ value }) => value),
      start,
      t,
      inputs,
    );
    const drawn = drawCoefficients(this.coefficients, this.#data.covariance, draws, seed).flatMap((values) => {
      try {
        return [this.#course(values, start, t, inputs)];
      } catch (error) {
        // A law within the errors may diverge; the simulation says how many do.
        if (error instanceof NumericError) return [];
        throw error;
      }
    });
    return new Simulation({ names: this.names, times: t, main, drawn, draws, ranges: this.#data.ranges });
  }

  toJSON(): DynamicsData {
    return this.#data;
  }

  [displaySymbol](): MimeBundle {
    return displayDynamics(this, this.#data);
  }

  #of(state: string): Coefficient[] {
    return this.coefficients.filter((coefficient) => coefficient.state === state);
  }

  #parse(term: string): Expression {
    return parseExpression(term, [...this.names, ...this.controlNames]);
  }

  /** The right-hand sides with these values of the coefficients. */
  #ratesFor(values: ArrayLike<number>): (row: ArrayLike<number>, rates: Float64Array) => void {
    this.#terms ??= this.coefficients.map(({ state, term, divides = false }) => ({
      ...{ state: this.names.indexOf(state), divides },
      value: compileExpression(this.#parse(term)),
    }));
    const parts = this.#terms.map((term, k) => ({ ...term, coefficient: values[k] }));
    return ratesOfChange(parts, this.names.length);
  }

  #course(
    values: ArrayLike<number>,
    start: ArrayLike<number>,
    times: Float64Array,
    inputs: (time: number) => readonly number[],
  ): Float64Array[] {
    const ratesAt = this.#ratesFor(values);
    const row = new Float64Array(this.names.length + this.controlNames.length);
    const rightHandSide = (time: number, state: Float64Array, rate: Float64Array) => {
      row.set(state);
      row.set(inputs(time), this.names.length);
      ratesAt(row, rate);
    };
    return integrateStates(rightHandSide, start, times);
  }
}

/**
 * The law that `toJSON` wrote.
 *
 * @example
 * loadDynamics(JSON.parse(JSON.stringify({ names: ["x"], controlNames: [], coefficients: [], covariance: [], noise: [0], ranges: [[0, 1]], fitted: "integrals", alternatives: [] }))).equations; // ["x' = 0"]
 */
export function loadDynamics(data: DynamicsData): DynamicsModel {
  return new DynamicsModel(data);
}
