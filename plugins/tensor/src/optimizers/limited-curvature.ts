import { dot, NDArray } from "@mesoscope/core";
import { type Curvature, isUseful, type LearnedStep } from "./quasi-newton.js";
import type { Learned } from "./search.js";

type Pair = Pick<LearnedStep, "move" | "change">;

/**
 * The last few steps, in place of an inverse Hessian.
 *
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, algorithm 7.4
 */
export class LimitedCurvature implements Curvature {
  readonly firstStep = 1;
  readonly #order: number;
  readonly #memory: number;
  #pairs: readonly Pair[] = [];

  constructor(order: number, memory: number, saved?: Learned) {
    this.#order = order;
    this.#memory = memory;
    const { moves, changes } = saved ?? {};
    if (moves && changes) {
      const all = Array.from({ length: moves.shape[0]! }, (_, k) => ({
        move: moves.row(k).data,
        change: changes.row(k).data,
      }));
      this.#pairs = all.slice(-memory);
    }
  }

  get isFresh(): boolean {
    return this.#pairs.length === 0;
  }

  times(gradient: Float64Array): Float64Array {
    const product = gradient.slice();
    const weights = this.#pairs.map(() => 0);
    for (let k = this.#pairs.length - 1; k >= 0; k--) {
      const { move, change } = this.#pairs[k]!;
      weights[k] = dot(move, product) / dot(move, change);
      addTimes(product, -weights[k]!, change);
    }
    const last = this.#pairs.at(-1);
    const scale = last ? dot(last.move, last.change) / dot(last.change, last.change) : 1;
    for (let i = 0; i < product.length; i++) product[i]! *= scale;
    this.#pairs.forEach(({ move, change }, k) => {
      addTimes(product, weights[k]! - dot(change, product) / dot(move, change), move);
    });
    return product;
  }

  update(step: LearnedStep): void {
    if (!isUseful(step)) return;
    const { move, change } = step;
    this.#pairs = [...this.#pairs, { move, change }].slice(-this.#memory);
  }

  reset(): void {
    this.#pairs = [];
  }

  learned(): Learned {
    const rows = (part: keyof Pair) => {
      const data = new Float64Array(this.#pairs.length * this.#order);
      for (const [k, pair] of this.#pairs.entries()) data.set(pair[part], k * this.#order);
      return new NDArray(data, [this.#pairs.length, this.#order]);
    };
    return { moves: rows("move"), changes: rows("change") };
  }
}

function addTimes(target: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * x[i]!;
}
