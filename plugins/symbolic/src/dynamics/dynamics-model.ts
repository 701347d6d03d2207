import { type ArrayInput, asMatrix, asVector, cholesky, NDArray, normalQuantile, randomStream } from "@mesoscope/core";
import {
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import type { Expression } from "../expression/expression.js";
import { parseExpression } from "../expression/parse-expression.js";
import { compileExpression } from "./compile-expression.js";
import { displayDynamics } from "./display-dynamics.js";
import type { Alternative, Coefficient, DynamicsData } from "./dynamics-result.js";
import { ratioExpression, ratioText } from "./equation-text.js";
import { ratesOfChange } from "./rates-of-change.js";
import { integrateStates, type RightHandSide } from "./runge-kutta.js";
import { Simulation } from "./simulation.js";

/** Options of `simulate`. */
export interface SimulateOptions {
  /** Inputs at the times, of shape [times, controls], or [times] for one; straight lines between them. */
  readonly controls?: ArrayInput;
  /** Courses with other coefficients within their errors, which show how an error grows; 0 by default. */
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
    if (!(level > 0 && level < 1)) {
      throw new ValueError(
        "BAD_OPTION",
        `intervals: level is ${level}. Give a probability between 0 and 1, such as 0.95.`,
      );
    }
    const width = normalQuantile((1 + level) / 2);
    return this.coefficients.map(({ value, standardError }) => ({
      lower: value - width * standardError,
      upper: value + width * standardError,
    }));
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
    const sides = this.toExpressions().map(compileExpression);
    const values = Array.from({ length: rows.shape[0] }, (_, i) => sides.map((side) => side(rows.row(i).data))).flat();
    return new NDArray(Float64Array.from(values), [rows.shape[0], sides.length]);
  }

  /**
   * The course from a start at the first of the ascending times on.
   *
   * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, NOT_INCREASING; NumericError DIVERGED
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
    const course = (values: ArrayLike<number>) => integrateStates(this.#rightHandSide(values, inputs), start, t);
    const main = course(this.coefficients.map(({ value }) => value));
    const others = this.#drawn(draws, seed).flatMap((values) => {
      try {
        return [course(values)];
      } catch {
        return []; // a law within the errors may diverge: it is left out of the band, and the count says so
      }
    });
    return new Simulation(this.names, t, main, others, this.#data.ranges);
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

  #rightHandSide(values: ArrayLike<number>, inputs: (time: number) => readonly number[]): RightHandSide {
    const parts = this.coefficients.map(({ state, term, divides = false }, k) => ({
      ...{ state: this.names.indexOf(state), divides, coefficient: values[k] },
      value: compileExpression(this.#parse(term)),
    }));
    const size = this.names.length;
    const ratesAt = ratesOfChange(parts, size);
    const row = new Float64Array(size + this.controlNames.length);
    return (time, state, rate) => {
      row.set(state);
      row.set(inputs(time), size);
      ratesAt(row, rate);
    };
  }

  /** Coefficients within their errors. */
  #drawn(draws: number, seed: number): Float64Array[] {
    const size = this.coefficients.length;
    if (draws === 0 || size === 0) return [];
    const scale = this.coefficients.map(({ standardError }) => standardError || 1);
    const correlation = this.#data.covariance.map((row, i) =>
      row.map((value, j) => value / scale[i] / scale[j] + (i === j ? 1e-9 : 0)),
    );
    const factor = cholesky(correlation);
    const random = randomStream(seed);
    return Array.from({ length: draws }, () => {
      const normals = random.normals(size).data;
      return Float64Array.from(this.coefficients, ({ value, standardError }, i) => {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += factor.get(i, k) * normals[k];
        return value + standardError * sum;
      });
    });
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

/** Straight lines between the given inputs. */
function controlsAt(
  times: Float64Array,
  controls: ArrayInput | undefined,
  count: number,
): (time: number) => readonly number[] {
  if (count === 0) return () => [];
  const given = controls === undefined ? new NDArray(new Float64Array(0), [0, count]) : asColumns(controls);
  if (given.shape[0] !== times.length || given.shape[1] !== count) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `simulate: controls has shape [${given.shape}] for ${times.length} times and ${count} controls. Give shape [${times.length}, ${count}].`,
    );
  }
  let last = 0;
  return (time) => {
    if (time < times[last]) last = 0;
    while (last + 2 < times.length && time > times[last + 1]) last++;
    const share = times.length === 1 ? 0 : (time - times[last]) / (times[last + 1] - times[last]);
    return Array.from({ length: count }, (_, k) => {
      const next = Math.min(last + 1, times.length - 1);
      return given.get(last, k) * (1 - share) + given.get(next, k) * share;
    });
  };
}

function asColumns(controls: ArrayInput): NDArray {
  const isVector = ArrayBuffer.isView(controls) || (Array.isArray(controls) && typeof controls[0] === "number");
  if (!isVector && (controls as { shape?: readonly number[] }).shape?.length !== 1) {
    return asMatrix(controls, "simulate: controls");
  }
  const vector = asVector(controls, "simulate: controls");
  return vector.reshape([vector.size, 1]);
}
