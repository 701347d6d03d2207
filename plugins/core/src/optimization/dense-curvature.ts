import { NDArray } from "../arrays/nd-array.js";
import { cholesky } from "../linear-algebra/cholesky.js";
import { choleskySolve } from "../linear-algebra/cholesky-solve.js";
import { type Curvature, isUseful } from "./curvature.js";
import { inner } from "./vectors.js";

/**
 * The whole inverse Hessian, updated by the formula of Broyden, Fletcher, Goldfarb and Shanno.
 *
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, equations 6.17 and 6.20
 */
export class DenseCurvature implements Curvature {
  readonly #size: number;
  readonly #inverse: Float64Array;
  readonly #guess: number | undefined;
  #isScaled: boolean;

  /** @param guess the curvature to begin with in every direction; as the first step shows it unless given */
  constructor(size: number, guess?: number, inverseHessian?: NDArray) {
    this.#size = size;
    this.#guess = guess;
    this.#inverse = inverseHessian?.data.slice() ?? new Float64Array(size * size);
    this.#isScaled = inverseHessian !== undefined;
    if (!inverseHessian) this.reset();
  }

  get inverseHessian(): NDArray {
    return new NDArray(this.#inverse.slice(), [this.#size, this.#size]);
  }

  reset(): void {
    this.#inverse.fill(0);
    for (let i = 0; i < this.#size; i++) this.#inverse[i * (this.#size + 1)] = 1 / (this.#guess ?? 1);
    this.#isScaled = this.#guess !== undefined;
  }

  /**
   * `-H (g + m)`, where m acts on the held variables alone and is such that they stay: the inverse of the free part of
   * the Hessian, without forming it.
   */
  direction(gradient: Float64Array, isFree: Uint8Array): Float64Array {
    const held = Array.from(isFree.keys()).filter((i) => !isFree[i]);
    const free = gradient.map((value, i) => (isFree[i] ? value : 0));
    const moved = this.#times(free);
    if (held.length === 0) return moved.map((value) => -value);
    const block = Float64Array.from({ length: held.length ** 2 }, (_, position) => {
      const row = held[Math.floor(position / held.length)]!;
      return this.#inverse[row * this.#size + held[position % held.length]!]!;
    });
    const multipliers = choleskySolve(
      cholesky(new NDArray(block, [held.length, held.length])),
      held.map((i) => -moved[i]!),
    );
    held.forEach((i, k) => {
      free[i] = multipliers.data[k]!;
    });
    return this.#times(free).map((value, i) => (isFree[i] ? -value : 0));
  }

  update(step: Float64Array, change: Float64Array): void {
    const stepChange = inner(step, change);
    const changeSquare = inner(change, change);
    if (!isUseful(stepChange, changeSquare)) return;
    if (!this.#isScaled) {
      for (let i = 0; i < this.#inverse.length; i++) this.#inverse[i]! *= stepChange / changeSquare;
      this.#isScaled = true;
    }
    const moved = this.#times(change);
    const weight = (1 + inner(change, moved) / stepChange) / stepChange;
    for (let i = 0; i < this.#size; i++) {
      for (let j = 0; j <= i; j++) {
        const value =
          this.#inverse[i * this.#size + j]! +
          weight * step[i]! * step[j]! -
          (moved[i]! * step[j]! + step[i]! * moved[j]!) / stepChange;
        this.#inverse[i * this.#size + j] = value;
        this.#inverse[j * this.#size + i] = value;
      }
    }
  }

  #times(vector: Float64Array): Float64Array {
    return vector.map((_, i) => inner(this.#inverse.subarray(i * this.#size, (i + 1) * this.#size), vector));
  }
}
