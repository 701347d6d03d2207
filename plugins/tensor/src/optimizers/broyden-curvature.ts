import { dot, NDArray } from "@mesoscope/core";
import { addSymmetric, fillDiagonal, packedSize, symmetricTimes } from "./packed-symmetric.js";
import { type Curvature, isUseful, type LearnedStep } from "./quasi-newton.js";
import type { Learned } from "./search.js";

/** After a failed line search; small, so that the first step along the bare gradient is short. */
const restartScale = 1e-3;

/**
 * The whole inverse Hessian, as its lower triangle, by the self-scaled Broyden formula.
 *
 * @see Urbán, Stefanou & Pons, J. Comput. Phys. 523 (2025) 113656, section 3; Al-Baali, Comput. Optim. Appl. 9 (1998) 191
 */
export class BroydenCurvature implements Curvature {
  readonly #order: number;
  readonly #inverse: Float64Array;
  #updates: number;
  /** Where the last line was lowest, as part of the whole step, by the slopes at its ends. */
  #lowest: number;

  constructor(order: number, saved?: Learned) {
    this.#order = order;
    this.#inverse = saved?.inverseHessian?.data ?? new Float64Array(packedSize(order));
    this.#updates = saved?.updates?.data[0] ?? 0;
    this.#lowest = saved?.lowest?.data[0] ?? 1;
    if (!saved) fillDiagonal(this.#inverse, order, 1);
  }

  get isFresh(): boolean {
    return this.#updates === 0;
  }

  /** Whole steps go twice too far while much of the curvature is still unknown. */
  get firstStep(): number {
    return Math.min(Math.max(0.5, this.#lowest), 1);
  }

  times(gradient: Float64Array): Float64Array {
    return symmetricTimes(this.#inverse, gradient);
  }

  update(step: LearnedStep): void {
    if (!isUseful(step)) return;
    const { move, change, curvatureSeen } = step;
    const moved = symmetricTimes(this.#inverse, change);
    const along = dot(move, change);
    const size = dot(change, moved);
    this.#lowest = curvatureSeen / along;
    const { phi, tau } = selfScaling(this.#lowest, size / along, this.#order);
    // (H − m mᵀ/size + phi v vᵀ)/tau + s sᵀ/along for v = √size (s/along − m/size), gathered by s and m.
    const [ss, sm, mm] = [(phi * size) / along ** 2 / tau + 1 / along, -phi / along / tau, (phi - 1) / size / tau];
    const byMove = move.map((entry, i) => ss * entry + sm * moved[i]!);
    const byMoved = move.map((entry, i) => sm * entry + mm * moved[i]!);
    addSymmetric(this.#inverse, 1 / tau, move, byMove, moved, byMoved);
    this.#updates++;
  }

  reset(): void {
    fillDiagonal(this.#inverse, this.#order, restartScale);
    this.#updates = 0;
  }

  learned(): Learned {
    const single = (value: number) => new NDArray(Float64Array.of(value), []);
    return {
      inverseHessian: new NDArray(this.#inverse.slice()),
      updates: single(this.#updates),
      lowest: single(this.#lowest),
    };
  }
}

/**
 * Which member of Broyden's family, and how the old matrix is scaled.
 *
 * @param b `sᵀ H⁻¹ s / yᵀ s`
 * @param h `yᵀ H y / yᵀ s`
 */
function selfScaling(b: number, h: number, order: number): { phi: number; tau: number } {
  // At least 1 by Cauchy and Schwarz, so a is not negative but for rounding.
  const a = Math.max(h * b - 1, Number.EPSILON);
  const c = Math.sqrt(a / (1 + a));
  const rho = Math.min(1, h * (1 - c));
  const theta = Math.max((rho - 1) / a, Math.min(1 / rho, (1 - b) / b));
  const sigma = 1 + a * theta;
  const spread = Math.abs(sigma) ** (-1 / Math.max(order - 1, 1));
  const scale = Math.min(1, 1 / b);
  const tau = theta > 0 ? scale * Math.min(spread, 1 / theta) : Math.min(scale * spread, sigma);
  return { phi: (1 - theta) / sigma, tau };
}
