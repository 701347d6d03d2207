import { type Curvature, isUseful } from "./curvature.js";
import { inverseHessianTimes, type SearchStep } from "./inverse-hessian-times.js";
import { inner } from "./vectors.js";

/** The last few steps and changes of the gradient, in place of an inverse Hessian: for many variables. */
export class LimitedCurvature implements Curvature {
  readonly #memory: number;
  readonly #guess: number;
  #steps: readonly SearchStep[] = [];

  /** @param guess the curvature before the first step, in every direction */
  constructor(memory: number, guess = 1) {
    this.#memory = memory;
    this.#guess = guess;
  }

  reset(): void {
    this.#steps = [];
  }

  direction(gradient: Float64Array, isFree: Uint8Array): Float64Array {
    const masked = (vector: Float64Array) => vector.map((value, i) => (isFree[i] ? value : 0));
    const steps = this.#steps
      .map(({ step, change }) => ({ step: masked(step), change: masked(change) }))
      .filter(({ step, change }) => isUseful(inner(step, change), inner(change, change)));
    return masked(
      inverseHessianTimes(
        gradient.map((value, i) => (isFree[i] ? -value : 0)),
        steps,
        1 / this.#guess,
      ),
    );
  }

  update(step: Float64Array, change: Float64Array): void {
    if (!isUseful(inner(step, change), inner(change, change))) return;
    this.#steps = [...this.#steps, { step, change }].slice(-this.#memory);
  }
}
