import { type ArrayInput, asVector, dot, NDArray, searchLine } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";
import type { Found, Learned, Method, SearchEnding } from "./search.js";

/** What is minimised, and its gradient, at one point. */
export interface SmoothValue {
  readonly value: number | NDArray;
  readonly gradient: ArrayInput;
}

/**
 * A smooth function of the parameters, given by its value and gradient: written by hand, or
 * `compile((x: Tensor) => valueAndGrad(loss)(x), { precision: "double" })`.
 */
export type SmoothObjective = (x: Float64Array) => SmoothValue | Promise<SmoothValue>;

/** What a quasi-Newton method knows of the inverse Hessian. */
export interface Curvature {
  /** Whether nothing is known, so that the length of a step must be found. */
  readonly isFresh: boolean;
  /** The part of the whole step that a line search tries first. */
  readonly firstStep: number;
  /** The inverse Hessian times a vector. */
  times(gradient: Float64Array): Float64Array;
  /** Learns from a step. */
  update(step: LearnedStep): void;
  /** Forgets all. */
  reset(): void;
  learned(): Learned;
}

export interface LearnedStep {
  /** The change of the parameters. */
  readonly move: Float64Array;
  /** The change of the gradient. */
  readonly change: Float64Array;
  /** `moveᵀ H⁻¹ move`, for the inverse Hessian H that led to the step. */
  readonly curvatureSeen: number;
}

interface Slope extends Found {
  readonly gradient: Float64Array;
}

/** Steps of a quasi-Newton method, each to a point of the strong Wolfe conditions. */
export class QuasiNewton implements Method<SmoothValue, Slope> {
  readonly #owner: string;
  readonly #curvature: Curvature;

  constructor(owner: string, curvature: Curvature) {
    this.#owner = owner;
    this.#curvature = curvature;
  }

  read(answer: SmoothValue, x: Float64Array): Slope {
    const value = answer?.value instanceof NDArray && answer.value.size === 1 ? answer.value.data[0] : answer?.value;
    if (typeof value !== "number" || answer.gradient === undefined) {
      throw new ValueError(
        "BAD_VALUE",
        `${this.#owner}.run: the objective gave no value and gradient. Return both, as compile(valueAndGrad(loss)) does.`,
      );
    }
    const gradient = asVector(answer.gradient, `${this.#owner}.run: the gradient`).data.slice();
    if (gradient.length !== x.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `${this.#owner}.run: the gradient has ${gradient.length} entries for ${x.length} parameters. Return one each.`,
      );
    }
    return { x, value: gradient.every(Number.isFinite) ? value : Number.NaN, gradient };
  }

  async next(from: Slope, evaluate: (x: Float64Array) => Promise<Slope>): Promise<Slope | SearchEnding> {
    if (from.gradient.every((slope) => slope === 0)) return "gradient";
    const found = await this.#descend(from, evaluate);
    if (found || this.#curvature.isFresh) return found ?? "noDescent";
    this.#curvature.reset();
    return (await this.#descend(from, evaluate)) ?? "noDescent";
  }

  async #descend(from: Slope, evaluate: (x: Float64Array) => Promise<Slope>): Promise<Slope | "level" | undefined> {
    const { isFresh, firstStep } = this.#curvature;
    const direction = this.#curvature.times(from.gradient).map((entry) => -entry);
    const slope = dot(from.gradient, direction);
    if (!(slope < 0)) return undefined;
    if (!isFresh && -slope / 2 <= Number.EPSILON * Math.abs(from.value)) return "level";
    const longest = direction.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
    const along = async (step: number) => {
      const at = await evaluate(from.x.map((entry, i) => entry + step * direction[i]!));
      return { ...at, step, slope: dot(at.gradient, direction), expectedChange: step * slope };
    };
    const start = { ...from, step: 0, slope, expectedChange: 0 };
    const next = await searchLine(along, start, isFresh ? Math.min(1, 1 / longest) : firstStep, largestStep);
    if (!next) return undefined;
    this.#curvature.update({
      move: next.x.map((entry, i) => entry - from.x[i]!),
      change: next.gradient.map((entry, i) => entry - from.gradient[i]!),
      curvatureSeen: -next.step * next.step * slope,
    });
    return { x: next.x, value: next.value, gradient: next.gradient };
  }

  learned(): Learned {
    return this.#curvature.learned();
  }
}

const largestStep = 1e10;

/** Whether a step shows a positive curvature, apart from rounding. */
export function isUseful({ move, change }: LearnedStep): boolean {
  const along = dot(move, change);
  return along > Number.EPSILON * Math.sqrt(dot(move, move) * dot(change, change)) && along < Infinity;
}
