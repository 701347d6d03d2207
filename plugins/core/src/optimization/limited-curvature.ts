import { type Curvature, isUseful } from "./curvature.js";
import { inner } from "./vectors.js";

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

/**
 * The last few steps and changes of the gradient, in place of an inverse Hessian: for many variables.
 *
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, algorithm 7.4
 */
export class LimitedCurvature implements Curvature {
  readonly #memory: number;
  readonly #guess: number;
  #pairs: Pair[] = [];

  /** @param guess the curvature before the first step, in every direction */
  constructor(memory: number, guess = 1) {
    this.#memory = memory;
    this.#guess = guess;
  }

  reset(): void {
    this.#pairs = [];
  }

  direction(gradient: Float64Array, isFree: Uint8Array): Float64Array {
    const masked = (vector: Float64Array) => vector.map((value, i) => (isFree[i] ? value : 0));
    const pairs = this.#pairs
      .map((pair) => ({ step: masked(pair.step), change: masked(pair.change) }))
      .filter(({ step, change }) => isUseful(inner(step, change), inner(change, change)));
    return masked(
      descend(
        gradient.map((value, i) => (isFree[i] ? -value : 0)),
        pairs,
        1 / this.#guess,
      ),
    );
  }

  update(step: Float64Array, change: Float64Array): void {
    if (!isUseful(inner(step, change), inner(change, change))) return;
    this.#pairs = [...this.#pairs, { step, change }].slice(-this.#memory);
  }
}

function descend(vector: Float64Array, pairs: readonly Pair[], firstScale: number): Float64Array {
  const weights = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change } = pairs[k]!;
    weights[k] = inner(step, vector) / inner(step, change);
    for (let i = 0; i < vector.length; i++) vector[i]! -= weights[k]! * change[i]!;
  }
  const last = pairs.at(-1);
  const scale = last ? inner(last.step, last.change) / inner(last.change, last.change) : firstScale;
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  pairs.forEach(({ step, change }, k) => {
    const correction = weights[k]! - inner(change, vector) / inner(step, change);
    for (let i = 0; i < vector.length; i++) vector[i]! += correction * step[i]!;
  });
  return vector;
}
