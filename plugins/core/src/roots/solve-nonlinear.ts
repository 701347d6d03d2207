import { checkOptions, NumericError, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { checkFunction } from "../check-function.js";
import { leastSquares } from "../linear-algebra/least-squares.js";
import { norm } from "../linear-algebra/products.js";

export interface SolveNonlinearOptions {
  /** The derivatives of all equations by all unknowns, of shape [n, n]; by differences unless given. */
  readonly jacobian?: (x: Float64Array) => ArrayInput;
  /** Ends when no equation is off by more than this; 1e-10. */
  readonly tolerance?: number;
  /** At most this many steps; 100. */
  readonly maxIterations?: number;
}

export interface NonlinearSolution {
  /** Of shape [n]. */
  readonly x: NDArray;
  /** How far each equation is off, of shape [n]. */
  readonly residual: NDArray;
  readonly iterations: number;
}

/**
 * `x` with `f(x) = 0`, for n smooth equations in n unknowns, by Newton's method with a line search that keeps `|f|`
 * falling.
 *
 * @example
 * const { x } = solveNonlinear(([a, b]) => [a * a + b * b - 25, a - b + 1], [1, 1]);
 * allClose(x, [3, 4]); // true
 *
 * @throws NumericError NOT_CONVERGED with the largest residual, also where `|f|` has a minimum above 0; NOT_FINITE
 * @throws ShapeError SHAPE_MISMATCH where equations and unknowns differ in number
 * @throws ValueError BAD_OPTION
 * @see Dennis & Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, chapter 6
 */
export function solveNonlinear(
  f: (x: Float64Array) => ArrayInput,
  start: ArrayInput,
  options: SolveNonlinearOptions = {},
): NonlinearSolution {
  checkFunction("solveNonlinear", f);
  checkOptions("solveNonlinear", options, ["jacobian", "tolerance", "maxIterations"]);
  const { tolerance = 1e-10, maxIterations = 100 } = options;
  if (!(tolerance >= 0) || !Number.isSafeInteger(maxIterations) || maxIterations < 1) {
    throw new ValueError(
      "BAD_OPTION",
      `solveNonlinear: tolerance is ${tolerance} and maxIterations ${maxIterations}. Give a number from 0 and a whole number from 1.`,
    );
  }
  const evaluate = (x: Float64Array) => asVector(f(x.slice()), "solveNonlinear: the equations").data;
  let x: Float64Array = asVector(start, "solveNonlinear: start").data.slice();
  let residual = evaluate(x);
  checkEquations(x, residual);
  const jacobian = options.jacobian ?? ((at: Float64Array) => differences(evaluate, at));
  for (let iterations = 0; ; iterations++) {
    const worst = residual.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    if (worst <= tolerance) return { x: new NDArray(x), residual: new NDArray(residual.slice()), iterations };
    const next =
      iterations < maxIterations ? searched(evaluate, x, residual, newtonStep(jacobian(x), residual)) : undefined;
    if (!next) throw notConverged(worst, iterations);
    ({ x, residual } = next);
  }
}

/** Where the Jacobian is singular, the shortest of the best steps is taken. */
function newtonStep(jacobian: ArrayInput, residual: Float64Array): Float64Array {
  const matrix = asMatrix(jacobian, "solveNonlinear: the Jacobian");
  const n = residual.length;
  if (matrix.shape[0] !== n || matrix.shape[1] !== n) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `solveNonlinear: the Jacobian has shape [${matrix.shape.join(", ")}] for ${n} unknowns. Give shape [${n}, ${n}].`,
    );
  }
  if (!matrix.data.every(Number.isFinite)) {
    throw new NumericError(
      "NOT_FINITE",
      "solveNonlinear: the Jacobian has entries that are not finite. Start elsewhere, or give it.",
    );
  }
  return leastSquares(matrix, residual).x.data.map((value) => -value);
}

/** The first of ever shorter steps that lowers `|f|` enough. */
function searched(
  evaluate: (x: Float64Array) => Float64Array,
  x: Float64Array,
  residual: Float64Array,
  step: Float64Array,
): { x: Float64Array; residual: Float64Array } | undefined {
  const size = norm(residual);
  for (let share = 1; share > 1e-10; share /= 2) {
    const next = x.map((value, i) => value + share * step[i]!);
    const found = evaluate(next);
    if (found.every(Number.isFinite) && norm(found) <= (1 - 1e-4 * share) * size) return { x: next, residual: found };
  }
  return undefined;
}

/** The Jacobian by central differences, of steps that balance rounding and curvature. */
function differences(evaluate: (x: Float64Array) => Float64Array, x: Float64Array): NDArray {
  const n = x.length;
  const result = new NDArray(new Float64Array(n * n), [n, n]);
  for (let j = 0; j < n; j++) {
    const step = Math.cbrt(Number.EPSILON) * Math.max(Math.abs(x[j]!), 1);
    const ahead = evaluate(x.with(j, x[j]! + step));
    const behind = evaluate(x.with(j, x[j]! - step));
    for (let i = 0; i < n; i++) result.data[i * n + j] = (ahead[i]! - behind[i]!) / (2 * step);
  }
  return result;
}

function checkEquations(x: Float64Array, residual: Float64Array): void {
  if (residual.length !== x.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `solveNonlinear: ${residual.length} equations for ${x.length} unknowns. Give as many; for more equations see leastSquares.`,
    );
  }
  const bad = residual.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new NumericError(
    "NOT_FINITE",
    `solveNonlinear: equation ${bad} is ${residual[bad]} at the start. Start where all are finite.`,
  );
}

function notConverged(worst: number, iterations: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `solveNonlinear: after ${iterations} steps an equation is still off by ${worst.toPrecision(3)}. Start elsewhere, or scale the equations.`,
  );
}
