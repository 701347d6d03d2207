import { checkOptions, checkPositive, checkWhole, NumericError, ShapeError, tick, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { type Bound, type Box, boxOf, clip, isBlocked, startOf } from "./box.js";
import { DampedSteps } from "./damped-steps.js";
import { LeastSquaresFit, type LeastSquaresReason } from "./least-squares-fit.js";
import { numericalJacobian } from "./numerical-jacobian.js";
import { difference, inner } from "./vectors.js";

export interface FitLeastSquaresOptions {
  /** Bounds of the parameters, one for all or one each; none unless given. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** The weight of each squared residual, such as one over its variance, apart from a common factor; 1. */
  readonly weights?: ArrayInput;
  /** The derivatives of all residuals by all parameters, of shape [m, n]; central differences unless given. */
  readonly jacobian?: (parameters: Float64Array) => ArrayInput;
  /** What the parameters are called where the fit is shown; b1, b2, … */
  readonly names?: readonly string[];
  /** Ends when a step, or the cosine of residuals and derivatives, is no larger than this, relatively; 1e-10. */
  readonly tolerance?: number;
  /** At most this many steps; 1000. */
  readonly maxIterations?: number;
}

/** Where steps help no longer although the slope is steeper than rounding explains, the derivatives are wrong. */
const flatCosine = 1e-3;

/** The names of the options. @internal */
export const leastSquaresOptions = ["lower", "upper", "weights", "jacobian", "names", "tolerance", "maxIterations"];

/**
 * Parameters that make the sum of squared residuals least, with their covariance, by the method of Levenberg and
 * Marquardt: damped steps along the singular vectors of the scaled Jacobian, within bounds where given.
 *
 * @param residuals a function of the parameters that gives a vector, of shape [m]; not finite where it cannot be computed
 *
 * @example
 * const fit = await fitLeastSquares(([a, b]) => [a - 1, a * b - 4, b - 4], [2, 2]);
 * allClose(fit.x, [1, 4], { relative: 1e-8 }); // true
 *
 * @throws NumericError NOT_FINITE at the start, SINGULAR where the residuals do not depend on a parameter
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, BAD_VALUE
 * @see Moré, Lecture Notes in Mathematics 630 (1978) 105; Nielsen, IMM-REP-1999-05, for the damping
 */
export async function fitLeastSquares(
  residuals: (parameters: Float64Array) => ArrayInput,
  start: ArrayInput,
  options: FitLeastSquaresOptions = {},
): Promise<LeastSquaresFit> {
  checkOptions("fitLeastSquares", options, leastSquaresOptions);
  const { tolerance = 1e-10, maxIterations = 1000 } = options;
  checkPositive("fitLeastSquares", "tolerance", tolerance);
  checkWhole("fitLeastSquares", "maxIterations", maxIterations, 0);
  const origin = startOf("fitLeastSquares", start);
  const box = boxOf("fitLeastSquares", origin.length, options.lower, options.upper);
  const names = namesOf(origin.length, options.names);
  const problem = new Problem(residuals, options, box);
  let x = clip(origin, box);
  let current = problem.residualsAt(x);
  let value = inner(current, current);
  if (!Number.isFinite(value)) throw notFinite(x);
  checkCount(current.length, x.length);
  const scale = new Float64Array(x.length);
  let damping = 1e-3;
  let growth = 2;
  let reason: LeastSquaresReason | undefined;

  for (let iteration = 0; ; iteration++) {
    await tick(iteration, maxIterations, { "sum of squares": value });
    const jacobian = problem.jacobianAt(x);
    if (!jacobian.data.every(Number.isFinite)) throw notFinite(x);
    const steps = new DampedSteps(jacobian, current, scale, (i, slope) => !isBlocked(box, x, i, -slope));
    if (value === 0 || steps.largestCosine <= tolerance) reason ??= "gradient";
    if (reason || iteration >= maxIterations) {
      const found = { x, value, iterations: iteration, evaluations: problem.evaluations };
      return new LeastSquaresFit({ ...found, reason: reason ?? "maxIterations", jacobian, residuals: current, names });
    }
    for (;;) {
      const damped = steps.at(damping);
      const next = clip(
        x.map((entry, i) => entry + damped[i]!),
        box,
      );
      const step = difference(next, x);
      const gain = steps.expectedGain(step);
      const isShort = step.every((move, i) => Math.abs(move) <= tolerance * Math.abs(x[i]!));
      const trial = problem.residualsAt(next);
      const trialValue = inner(trial, trial);
      const ratio = (value - trialValue) / gain;
      if (ratio > 0 && trialValue < value) {
        if (gain <= 4 * Number.EPSILON * value) reason = "gain";
        if (isShort) reason = "step";
        x = next;
        current = trial;
        value = trialValue;
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
        growth = 2;
        break;
      }
      if (isShort || gain <= 4 * Number.EPSILON * value) {
        const isStuck = growth > 2 && steps.largestCosine > flatCosine;
        reason = isStuck ? "noDescent" : isShort ? "step" : "gain";
        break;
      }
      damping *= growth;
      growth *= 2;
    }
  }
}

/** The residuals, weighted, and their derivatives. */
class Problem {
  evaluations = 0;
  readonly #residuals: (parameters: Float64Array) => ArrayInput;
  readonly #jacobian: FitLeastSquaresOptions["jacobian"];
  readonly #scale: Float64Array | undefined;
  readonly #box: Box;

  constructor(residuals: (parameters: Float64Array) => ArrayInput, options: FitLeastSquaresOptions, box: Box) {
    if (typeof residuals !== "function") {
      throw new ValueError(
        "BAD_VALUE",
        "fitLeastSquares: the residuals are no function. Give a function of the parameters first, then the start.",
      );
    }
    this.#residuals = residuals;
    this.#jacobian = options.jacobian;
    this.#scale = options.weights && rootsOf(asVector(options.weights, "fitLeastSquares: weights").data);
    this.#box = box;
  }

  residualsAt = (x: Float64Array): Float64Array => {
    this.evaluations++;
    const found = asVector(this.#residuals(x.slice()), "fitLeastSquares: the residuals").data;
    const scale = this.#scale;
    if (!scale) return found.slice();
    if (scale.length === found.length) return found.map((value, i) => value * scale[i]!);
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `fitLeastSquares: there are ${found.length} residuals but ${scale.length} weights. Give one weight each.`,
    );
  };

  jacobianAt(x: Float64Array): NDArray {
    if (!this.#jacobian) return numericalJacobian(this.residualsAt, x, this.#box);
    const given = asMatrix(this.#jacobian(x.slice()), "fitLeastSquares: the jacobian");
    if (given.shape[1] !== x.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `fitLeastSquares: the jacobian has ${given.shape[1]} columns for ${x.length} parameters. Return shape [m, n].`,
      );
    }
    const scale = this.#scale;
    return scale ? given.map((slope, at) => slope * scale[Math.floor(at / x.length)]!) : given;
  }
}

function rootsOf(weights: Float64Array): Float64Array {
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad < 0) return weights.map(Math.sqrt);
  throw new ValueError(
    "BAD_OPTION",
    `fitLeastSquares: weight ${bad} is ${weights[bad]}. Give finite numbers from 0, such as one over each variance.`,
  );
}

function namesOf(count: number, names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return Array.from({ length: count }, (_, i) => `b${i + 1}`);
  if (names.length === count) return names;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `fitLeastSquares: there are ${count} parameters but ${names.length} names. Give one name each.`,
  );
}

function checkCount(residuals: number, parameters: number): void {
  if (residuals >= parameters) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `fitLeastSquares: ${residuals} residuals do not determine ${parameters} parameters. Give at least as many residuals.`,
  );
}

function notFinite(x: Float64Array): NumericError {
  const shown = Array.from(x.subarray(0, 4), (entry) => entry.toPrecision(4));
  return new NumericError(
    "NOT_FINITE",
    `fitLeastSquares: a residual or a derivative is not finite at [${shown}]. Start elsewhere or set bounds.`,
  );
}
