import { checkNumber, checkOptions, checkPositive, checkWhole, NumericError, ShapeError, tick } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { type Bound, type Box, boxOf, clip, isBlocked, startOf } from "./box.js";
import type { Curvature } from "./curvature.js";
import { DenseCurvature } from "./dense-curvature.js";
import { LimitedCurvature } from "./limited-curvature.js";
import { type LineTrial, searchLine } from "./line-search.js";
import type { SearchResult } from "./search-result.js";
import { checkObjective, readValueAndGradient, type ValueAndGradient } from "./value-and-gradient.js";
import { difference, inner, largestMagnitude } from "./vectors.js";

/** A function to minimise; a value that is not finite marks a point where it cannot be computed. */
export type Objective = (x: Float64Array) => ValueAndGradient | Promise<ValueAndGradient>;

export interface MinimizeOptions {
  /** Bounds of the variables, one for all or one each; none unless given. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** Ends when no component of the gradient, apart from those that push against a bound, exceeds it; 1e-6. */
  readonly tolerance?: number;
  /** Ends when the quadratic model, once it knows the curvature in every direction, promises no larger gain; 0. */
  readonly gainTolerance?: number;
  /** At most this many steps; 200. */
  readonly maxIterations?: number;
  /** No variable moves further than this in one step; without limit unless given. */
  readonly maxStep?: number;
  /** A guess of the second derivative in every direction; as the first step shows it unless given. */
  readonly curvature?: number;
  /** A guess of the inverse Hessian at the start, of shape [n, n], such as that of an earlier run. */
  readonly inverseHessian?: ArrayInput;
}

/** Where `minimize` ended; the reason is `noDescent` where no step lowered the value. */
export interface Minimum extends SearchResult<"gradient" | "gain" | "noDescent" | "maxIterations"> {
  readonly gradient: Float64Array;
  /** The inverse Hessian as learned on the way, of shape [n, n]; absent above 500 variables. */
  readonly inverseHessian?: NDArray;
}

const minimizeOptions = [
  "lower",
  "upper",
  "tolerance",
  "gainTolerance",
  "maxIterations",
  "maxStep",
  "curvature",
  "inverseHessian",
] as const;
const largestDenseSize = 500;
const limitedMemory = 20;

/**
 * A local minimum of a smooth function of several variables, within bounds where given, by a quasi-Newton method with
 * a strong-Wolfe line search. Stop requests are heard once per iteration.
 *
 * @example
 * const { x } = await minimize(([a, b]) => ({
 *   value: (a - 1) ** 2 + (b - 2) ** 2,
 *   gradient: Float64Array.of(2 * (a - 1), 2 * (b - 2)),
 * }), [0, 0]);
 * allClose(x, [1, 2], { relative: 1e-6 }); // true
 *
 * @throws NumericError NOT_FINITE where the objective has no finite value at the start
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError BAD_OPTION
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, chapters 3, 6 and 7;
 *   Bertsekas, SIAM J. Control Optim. 20 (1982) 221, for the bounds
 */
export async function minimize(
  objective: Objective,
  start: ArrayInput,
  options: MinimizeOptions = {},
): Promise<Minimum> {
  checkObjective("minimize", objective);
  checkOptions("minimize", options, minimizeOptions);
  const { tolerance = 1e-6, gainTolerance = 0, maxIterations = 200, maxStep = Infinity } = options;
  checkNumber("minimize", "tolerance", tolerance, "a number from 0", (value) => value >= 0);
  checkNumber("minimize", "gainTolerance", gainTolerance, "a number from 0", (value) => value >= 0);
  checkNumber("minimize", "maxStep", maxStep, "a number above 0", (value) => value > 0);
  if (options.curvature !== undefined) checkPositive("minimize", "curvature", options.curvature);
  checkWhole("minimize", "maxIterations", maxIterations, 0);
  const origin = startOf("minimize", start);
  const box = boxOf("minimize", origin.length, options.lower, options.upper);
  const curvature = curvatureFor(origin.length, options);
  let evaluations = 0;
  let current = await evaluate(clip(origin, box));
  if (!Number.isFinite(current.value) || !current.gradient.every(Number.isFinite)) throw notFinite(current);
  const stepsToLearn = Math.min(origin.length, limitedMemory);
  let learnedSteps = options.inverseHessian === undefined ? 0 : stepsToLearn;
  let lastGain = 0;

  for (let iteration = 0; ; iteration++) {
    await tick(iteration, maxIterations, { value: current.value });
    const direction = descentDirection(curvature, current, box);
    const slope = inner(current.gradient, direction);
    if (largestMagnitude(projectedGradient(current, box)) <= tolerance) return ended("gradient", iteration);
    const promisedGain = -slope / 2;
    const isSmall = promisedGain <= gainTolerance && lastGain <= 10 * gainTolerance;
    if (learnedSteps >= stepsToLearn && isSmall) return ended("gain", iteration);
    if (learnedSteps > 0 && promisedGain <= Number.EPSILON * Math.abs(current.value)) return ended("gain", iteration);
    if (iteration >= maxIterations) return ended("maxIterations", iteration);
    const next = await searchLine(
      along(current, direction),
      { ...current, step: 0, slope, expectedChange: 0 },
      learnedSteps === 0 ? Math.min(1, 1 / largestMagnitude(direction)) : 1,
      maxStep === Infinity ? 1e10 : maxStep / largestMagnitude(direction),
    );
    if (next) {
      curvature.update(difference(next.x, current.x), difference(next.gradient, current.gradient));
      lastGain = current.value - next.value;
      current = next;
      learnedSteps++;
    } else if (learnedSteps === 0) return ended("noDescent", iteration);
    else {
      curvature.reset();
      learnedSteps = 0;
    }
  }

  async function evaluate(x: Float64Array): Promise<ValueAndGradient & { x: Float64Array }> {
    evaluations++;
    return { x, ...readValueAndGradient("minimize", await objective(x.slice()), x.length) };
  }

  /** Points along a direction, bent where they would leave the box. */
  function along(from: ValueAndGradient & { x: Float64Array }, direction: Float64Array) {
    return async (step: number): Promise<LineTrial> => {
      const x = clip(
        from.x.map((value, i) => value + step * direction[i]!),
        box,
      );
      const found = await evaluate(x);
      const slope = x.reduce((total, _, i) => {
        return isBlocked(box, x, i, direction[i]!) ? total : total + found.gradient[i]! * direction[i]!;
      }, 0);
      return { ...found, step, slope, expectedChange: inner(from.gradient, difference(x, from.x)) };
    };
  }

  function ended(reason: Minimum["reason"], iterations: number): Minimum {
    const converged = reason === "gradient" || reason === "gain";
    const { x, value, gradient } = current;
    const learned = curvature instanceof DenseCurvature ? { inverseHessian: curvature.inverseHessian } : {};
    return { x, value, gradient, iterations, evaluations, converged, reason, ...learned };
  }
}

function curvatureFor(size: number, { curvature, inverseHessian }: MinimizeOptions): Curvature {
  if (inverseHessian === undefined)
    return size <= largestDenseSize
      ? new DenseCurvature(size, curvature)
      : new LimitedCurvature(limitedMemory, curvature);
  const given = asMatrix(inverseHessian, "minimize: inverseHessian");
  if (given.shape[0] === size && given.shape[1] === size) return new DenseCurvature(size, curvature, given);
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `minimize: inverseHessian has shape [${given.shape}] for ${size} variables. Give shape [${size}, ${size}].`,
  );
}

/** The gradient without the components that push against a bound. */
function projectedGradient({ x, gradient }: { x: Float64Array; gradient: Float64Array }, box: Box): Float64Array {
  return gradient.map((value, i) => (isBlocked(box, x, i, -value) ? 0 : value));
}

/** The quasi-Newton step; variables that it would push out of the box are held, until none is. */
function descentDirection(
  curvature: Curvature,
  { x, gradient }: { x: Float64Array; gradient: Float64Array },
  box: Box,
): Float64Array {
  const isFree = Uint8Array.from(gradient, (value, i) => Number(!isBlocked(box, x, i, -value)));
  for (;;) {
    const direction = curvature.direction(gradient, isFree);
    const leaving = direction.findIndex((change, i) => isFree[i] === 1 && isBlocked(box, x, i, change));
    if (leaving < 0) return direction;
    direction.forEach((change, i) => {
      if (isBlocked(box, x, i, change)) isFree[i] = 0;
    });
  }
}

function notFinite({ x, value }: { x: Float64Array; value: number }): NumericError {
  const shown = `[${Array.from(x.subarray(0, 4), (entry) => entry.toPrecision(4))}${x.length > 4 ? ", …" : ""}]`;
  return new NumericError(
    "NOT_FINITE",
    `minimize: the objective is ${value} at the start ${shown}, or its gradient is not finite. Start elsewhere.`,
  );
}
