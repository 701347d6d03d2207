import { checkOptions, NumericError, ShapeError, tick, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import type { Preconditioner } from "../sparse/preconditioners.js";
import { type LinearOperator, operatorOf } from "./linear-operator.js";
import { dot, norm } from "./products.js";

export interface ConjugateGradientsOptions {
  /** Ends when `|b - A x|` is at most this share of `|b|`; 1e-10. */
  readonly tolerance?: number;
  /** At most this many steps; ten per unknown. */
  readonly maxIterations?: number;
  /** Roughly the inverse of A, such as `jacobi(A)` or `incompleteCholesky(A)`; none unless given. */
  readonly preconditioner?: Preconditioner;
  /** A guess of x; zeros unless given. */
  readonly start?: ArrayInput;
}

export interface ConjugateGradientsSolution {
  /** Of shape [n]. */
  readonly x: NDArray;
  readonly iterations: number;
  /** `|b - A x| / |b|` at the start and after each step. */
  readonly residuals: NDArray;
}

/**
 * `x` with `A x = b`, for a symmetric positive-definite A of which only products with vectors are taken. A stop request
 * is heard once per step.
 *
 * @example
 * const { x } = await conjugateGradients(asSparse([[4, 2], [2, 5]]), [8, 12]);
 * allClose(x, [1, 2]); // true
 *
 * @throws NumericError NOT_CONVERGED with the residual that was reached, NOT_POSITIVE_DEFINITE, NOT_FINITE
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError BAD_OPTION
 * @see Saad, Iterative Methods for Sparse Linear Systems, 2nd edition, algorithm 9.1
 */
export async function conjugateGradients(
  A: LinearOperator,
  b: ArrayInput,
  options: ConjugateGradientsOptions = {},
): Promise<ConjugateGradientsSolution> {
  checkOptions("conjugateGradients", options, ["tolerance", "maxIterations", "preconditioner", "start"]);
  const right = asVector(b, "conjugateGradients: b").data;
  const { tolerance = 1e-10, maxIterations = 10 * right.length, preconditioner = (r) => r } = options;
  if (!(tolerance > 0)) {
    throw new ValueError(
      "BAD_OPTION",
      `conjugateGradients: tolerance is ${tolerance}. Give a share of |b| above 0, such as 1e-10.`,
    );
  }
  const apply = operatorOf("conjugateGradients", A, right.length);
  const x = startOf(options.start, right.length);
  const size = norm(right) || 1;
  let residual = trueResidual();
  let direction = preconditioner(residual).slice();
  let progress = dot(residual, direction);
  const residuals = [norm(residual) / size];
  for (let i = 0; ; i++) {
    await tick(i, undefined, { residual: residuals[i]! });
    if (!Number.isFinite(residuals[i]!)) throw notFinite(i);
    if (residuals[i]! <= tolerance) {
      // The residual of the recurrence drifts from the true one, which alone counts.
      residual = trueResidual();
      residuals[i] = norm(residual) / size;
      if (residuals[i]! <= tolerance)
        return { x: new NDArray(x), iterations: i, residuals: new NDArray(Float64Array.from(residuals)) };
      direction = preconditioner(residual).slice();
      progress = dot(residual, direction);
    }
    if (i >= maxIterations) throw notConverged(i, residuals[i]!);
    const image = apply(direction);
    const curvature = dot(direction, image);
    if (curvature <= 0) throw notDefinite(i, curvature);
    const step = progress / curvature;
    for (let k = 0; k < x.length; k++) {
      x[k]! += step * direction[k]!;
      residual[k]! -= step * image[k]!;
    }
    const refined = preconditioner(residual);
    const next = dot(residual, refined);
    for (let k = 0; k < x.length; k++) direction[k] = refined[k]! + (next / progress) * direction[k]!;
    progress = next;
    residuals.push(norm(residual) / size);
  }

  function trueResidual(): Float64Array {
    const image = apply(x);
    return right.map((value, k) => value - image[k]!);
  }
}

function startOf(start: ArrayInput | undefined, length: number): Float64Array {
  if (start === undefined) return new Float64Array(length);
  const { data } = asVector(start, "conjugateGradients: start");
  if (data.length === length) return data.slice();
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `conjugateGradients: b has ${length} entries but start has ${data.length}. Give one per unknown.`,
  );
}

function notFinite(steps: number): NumericError {
  return new NumericError(
    "NOT_FINITE",
    `conjugateGradients: the residual is not finite after ${steps} steps. Check A, b and the preconditioner for NaN and infinities.`,
  );
}

function notConverged(steps: number, residual: number): NumericError {
  return new NumericError(
    "NOT_CONVERGED",
    `conjugateGradients: after ${steps} steps the residual is ${residual.toPrecision(3)} of |b|. Precondition, or allow more steps.`,
  );
}

function notDefinite(steps: number, curvature: number): NumericError {
  return new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `conjugateGradients: step ${steps} met the curvature ${curvature.toPrecision(3)}. Give a symmetric positive-definite A.`,
  );
}
