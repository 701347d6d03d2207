import { inverseHessianTimes, NDArray, type SearchStep } from "@mesoscope/core";
import { type Curvature, isUseful, type LearnedStep } from "./quasi-newton.js";
import type { Learned } from "./search.js";

/** The last few steps, in place of an inverse Hessian. */
export class LimitedCurvature implements Curvature {
  readonly firstStep = 1;
  readonly #order: number;
  readonly #memory: number;
  #steps: readonly SearchStep[] = [];

  constructor(order: number, memory: number, saved?: Learned) {
    this.#order = order;
    this.#memory = memory;
    const { moves, changes } = saved ?? {};
    if (moves && changes) {
      const all = Array.from({ length: moves.shape[0]! }, (_, k) => ({
        step: moves.row(k).data,
        change: changes.row(k).data,
      }));
      this.#steps = all.slice(-memory);
    }
  }

  get isFresh(): boolean {
    return this.#steps.length === 0;
  }

  times(gradient: Float64Array): Float64Array {
    return inverseHessianTimes(gradient, this.#steps, 1);
  }

  update(learned: LearnedStep): void {
    if (!isUseful(learned)) return;
    this.#steps = [...this.#steps, { step: learned.move, change: learned.change }].slice(-this.#memory);
  }

  reset(): void {
    this.#steps = [];
  }

  learned(): Learned {
    const rows = (part: keyof SearchStep) => {
      const data = new Float64Array(this.#steps.length * this.#order);
      for (const [k, learned] of this.#steps.entries()) data.set(learned[part], k * this.#order);
      return new NDArray(data, [this.#steps.length, this.#order]);
    };
    return { moves: rows("step"), changes: rows("change") };
  }
}
