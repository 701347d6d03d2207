import { type Expression, withConstants } from "../expression/expression.js";
import { compile } from "./compile.js";
import type { Evaluator, NormalEquations } from "./evaluator.js";
import { linearConstants } from "./linear-constants.js";
import { solveDamped } from "./solve-damped.js";

/** What a fit found. */
export interface ConstantsFit {
  readonly expression: Expression;
  /** 1 − R²; infinite where the formula is not finite on every row, whatever the fit tried. */
  readonly loss: number;
}

export interface FitConstantsOptions {
  /** The most steps; each takes one pass over the rows. Default 30. */
  readonly maxIterations?: number;
}

interface Point extends NormalEquations {
  readonly constants: Float64Array;
}

const firstDamping = 1e-3;
const leastDamping = 1e-14;
const mostDamping = 1e12;
/** Below this fraction of the variance residuals are rounding. */
const exactLoss = 1e-31;
/** A step that would lower the loss by a smaller fraction ends the fit. */
const worthwhileGain = 1e-14;

/**
 * The constants of least squared error near those of the formula, and never worse than those. Constants that the formula
 * is linear in are solved for first, so that their start does not matter; all are then fitted together by the method of
 * Levenberg and Marquardt.
 *
 * @see Marquardt, J. SIAM 11 (1963), 431–441; Madsen, Nielsen & Tingleff, Methods for Non-Linear Least Squares Problems
 * (2004), section 3.2
 */
export function fitConstants(
  expression: Expression,
  evaluator: Evaluator,
  { maxIterations = 30 }: FitConstantsOptions = {},
): ConstantsFit {
  const program = compile(expression);
  if (program.parameters.length === 0) return { expression, loss: evaluator.loss(expression) };
  const at = (constants: Float64Array): Point => ({
    constants,
    ...evaluator.normalEquations({ ...program, parameters: constants }),
  });
  const start = linearStart(at(Float64Array.from(program.parameters)), linearConstants(expression), at);
  const { constants, loss } = descend(start, at, maxIterations);
  return Number.isFinite(loss) ? { expression: withConstants(expression, constants), loss } : { expression, loss };
}

/** The start with its linear constants solved for. They begin at 0, so that a far start leaves no rounding behind. */
function linearStart(given: Point, isLinear: Uint8Array, at: (constants: Float64Array) => Point): Point {
  if (!isLinear.includes(1)) return given;
  const zero = at(given.constants.map((value, i) => (isLinear[i] ? 0 : value)));
  const step = solveDamped(zero.gram, zero.gradient, leastDamping, (i) => isLinear[i] === 1);
  if (!step) return given;
  const solved = at(moved(zero.constants, step));
  return solved.loss < given.loss ? solved : given;
}

function descend(start: Point, at: (constants: Float64Array) => Point, maxIterations: number): Point {
  let point = start;
  let damping = firstDamping;
  let growth = 2;
  for (let i = 0; i < maxIterations && point.loss > exactLoss && damping < mostDamping; i++) {
    const step = solveDamped(point.gram, point.gradient, damping);
    const promised = step ? promisedGain(point, step, damping) : Number.NaN;
    if (promised <= worthwhileGain * point.loss) break;
    const next = step ? at(moved(point.constants, step)) : point;
    if (next.loss < point.loss) {
      const isAsPromised = point.loss - next.loss > 0.75 * promised;
      damping = Math.max(leastDamping, damping * (isAsPromised ? 0.1 : 0.5));
      growth = 2;
      point = next;
    } else {
      damping *= growth;
      growth *= 2;
    }
  }
  return point;
}

/** By how much the loss would fall if the formula were linear in its constants. */
function promisedGain({ gram, gradient }: Point, step: Float64Array, damping: number): number {
  return step.reduce((gain, h, i) => {
    // Constants that are left alone may have tangents that are no numbers.
    if (h === 0) return gain;
    return gain + h * ((gradient[i] as number) + damping * h * (gram[i * step.length + i] as number));
  }, 0);
}

function moved(constants: Float64Array, step: Float64Array): Float64Array {
  return constants.map((value, i) => value - (step[i] as number));
}
