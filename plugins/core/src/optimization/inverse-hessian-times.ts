import { checkNumber, ShapeError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { inner } from "./vectors.js";

/** A step of a search, and how the gradient changed along it. */
export interface SearchStep {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

/**
 * A vector times the inverse Hessian that the last steps of a search tell of, without forming it; a new vector.
 *
 * @param steps the oldest first, each with a positive curvature, `stepᵀ change`
 * @param firstScale the inverse Hessian where there are no steps yet, in every direction
 *
 * @example
 * const steps = [
 *   { step: Float64Array.of(1, 0), change: Float64Array.of(2, 0) },
 *   { step: Float64Array.of(0, 1), change: Float64Array.of(0, 4) },
 * ];
 * inverseHessianTimes([2, 8], steps, 1); // [1, 2]
 *
 * @throws ShapeError NOT_A_VECTOR, SHAPE_MISMATCH where a step has another length; ValueError BAD_OPTION
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, algorithm 7.4
 */
export function inverseHessianTimes(
  vector: ArrayInput,
  steps: readonly SearchStep[],
  firstScale: number,
): Float64Array {
  const product = asVector(vector, `${owner}: the vector`).data.slice();
  checkSteps(steps, product.length);
  checkNumber(owner, "firstScale", firstScale, "a finite number", Number.isFinite);
  const weights = steps.map(() => 0);
  for (let k = steps.length - 1; k >= 0; k--) {
    const { step, change } = steps[k]!;
    weights[k] = inner(step, product) / inner(step, change);
    addTimes(product, -weights[k]!, change);
  }
  const last = steps.at(-1);
  const scale = last ? inner(last.step, last.change) / inner(last.change, last.change) : firstScale;
  for (let i = 0; i < product.length; i++) product[i]! *= scale;
  steps.forEach(({ step, change }, k) => {
    addTimes(product, weights[k]! - inner(change, product) / inner(step, change), step);
  });
  return product;
}

const owner = "inverseHessianTimes";

function checkSteps(steps: readonly SearchStep[], length: number): void {
  const fits = (one?: Partial<SearchStep>) => one?.step?.length === length && one.change?.length === length;
  if (Array.isArray(steps) && steps.every(fits)) return;
  const found = Array.isArray(steps) ? `step ${steps.findIndex((one) => !fits(one))} is no pair` : "steps are no pairs";
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: ${found} of vectors of ${length} entries. Give a list of { step, change }, each as long as the vector.`,
  );
}

function addTimes(target: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * x[i]!;
}
