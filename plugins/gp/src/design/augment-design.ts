import { type ArrayInput, asMatrix, latinHypercube, type NDArray } from "@mesoscope/core";
import { checkOptions, ShapeError, tick, ValueError } from "@mesoscope/sdk";

/** What a design is judged by. */
export type DesignCriterion =
  /** The smallest distance between points is large. */
  | "spaceFilling"
  /** The coefficients of a polynomial of degree 2 are known best. */
  | "dOptimal";

/** Options of `augmentDesign`. */
export interface AugmentOptions {
  /** Lower and upper bound of every input. */
  readonly bounds: readonly (readonly [number, number])[];
  /** How many points are added. */
  readonly count: number;
  /** `spaceFilling` by default. */
  readonly criterion?: DesignCriterion;
  /** 0 by default. */
  readonly seed?: number;
}

const candidatesPerInput = 500;
/** So that a polynomial can be judged before there are enough points. */
const ridge = 1e-6;

/**
 * Points that add most to a design, of shape [count, d], chosen one after the other among many spread ones.
 *
 * @param X the design so far, of shape [n, d], or of shape [0, d]
 *
 * @example
 * const added = await augmentDesign([[0.1], [0.9]], { bounds: [[0, 1]], count: 1 });
 * Math.abs(added.data[0] - 0.5) < 0.01; // true
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 * @see Johnson, Moore & Ylvisaker, J. Stat. Plan. Inference 26 (1990) 131; Fedorov, Theory of Optimal Experiments (1972),
 *   section 2.5
 */
export async function augmentDesign(X: ArrayInput, options: AugmentOptions): Promise<NDArray> {
  const owner = "augmentDesign";
  checkOptions(owner, options, ["bounds", "count", "criterion", "seed"]);
  const { bounds, count, criterion = "spaceFilling", seed = 0 } = options;
  checkBounds(owner, bounds);
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new ValueError("BAD_OPTION", `${owner}: count is ${count}. Give a whole number of at least 1.`);
  }
  if (criterion !== "spaceFilling" && criterion !== "dOptimal") {
    throw new ValueError("BAD_OPTION", `${owner}: criterion is ${criterion}. Choose "spaceFilling" or "dOptimal".`);
  }
  const given = asMatrix(X, `${owner}: X`);
  if (given.shape[1] !== bounds.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${given.shape[1]} columns but there are ${bounds.length} bounds. Give one column per input.`,
    );
  }
  const size = bounds.length;
  const unit = given.map((value, at) => (value - bounds[at % size][0]) / (bounds[at % size][1] - bounds[at % size][0]));
  const candidates = latinHypercube(candidatesPerInput * size, size, { seed });
  const gain = criterion === "spaceFilling" ? distances(unit) : information(unit);
  const chosen: number[] = [];
  for (let k = 0; k < count; k++) {
    await tick(k, count);
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < candidates.shape[0]; i++) {
      const value = gain.of(candidates.row(i).data);
      if (value > most) [best, most] = [i, value];
    }
    chosen.push(best);
    gain.add(candidates.row(best).data);
  }
  return scaleTo(bounds, candidates.take(chosen));
}

/** Points of the unit cube within bounds. */
export function scaleTo(bounds: readonly (readonly [number, number])[], points: NDArray): NDArray {
  const size = bounds.length;
  return points.map((u, at) => bounds[at % size][0] + u * (bounds[at % size][1] - bounds[at % size][0]));
}

/** @throws ValueError BAD_OPTION unless every bound is two finite numbers in order */
export function checkBounds(owner: string, bounds: readonly (readonly [number, number])[]): void {
  const bad = Array.isArray(bounds) ? bounds.findIndex((bound) => !isBound(bound)) : 0;
  if (Array.isArray(bounds) && bounds.length > 0 && bad < 0) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: the bounds of input ${Math.max(bad, 0)} are ${bounds?.[bad] ?? "missing"}. Give [low, high] for every input.`,
  );
}

function isBound(bound: unknown): boolean {
  return Array.isArray(bound) && bound.length === 2 && bound.every(Number.isFinite) && bound[0] < bound[1];
}

interface Gain {
  of(point: Float64Array): number;
  add(point: Float64Array): void;
}

/** The distance to the nearest point, the faces of the cube counting half. */
function distances(points: NDArray): Gain {
  const all = Array.from({ length: points.shape[0] }, (_, i) => points.row(i).data);
  return {
    of(point) {
      const face = point.reduce((least, x) => Math.min(least, 2 * x, 2 * (1 - x)), Number.POSITIVE_INFINITY);
      return all.reduce((least, other) => {
        return Math.min(least, Math.sqrt(other.reduce((sum, x, j) => sum + (x - point[j]) ** 2, 0)));
      }, face);
    },
    add: (point) => void all.push(point),
  };
}

/** By how much a point raises the determinant of the information matrix of a quadratic: `f(x)ᵀ M⁻¹ f(x)`. */
function information(points: NDArray): Gain {
  const size = quadratic(new Float64Array(points.shape[1])).length;
  const inverse = new Float64Array(size * size).map((_, at) => (at % (size + 1) === 0 ? 1 / ridge : 0));
  const through = (terms: Float64Array) =>
    terms.map((_, i) => terms.reduce((sum, term, j) => sum + inverse[i * size + j] * term, 0));
  const add = (point: Float64Array) => {
    const terms = quadratic(point);
    const moved = through(terms);
    const scale = 1 + terms.reduce((sum, term, i) => sum + term * moved[i], 0);
    for (let at = 0; at < inverse.length; at++)
      inverse[at] -= (moved[Math.floor(at / size)] * moved[at % size]) / scale;
  };
  for (let i = 0; i < points.shape[0]; i++) add(points.row(i).data);
  return {
    of(point) {
      const terms = quadratic(point);
      const moved = through(terms);
      return terms.reduce((sum, term, i) => sum + term * moved[i], 0);
    },
    add,
  };
}

/** 1, all inputs from −1 to 1, their squares and products. */
function quadratic(point: Float64Array): Float64Array {
  const x = Array.from(point, (u) => 2 * u - 1);
  return Float64Array.from([1, ...x, ...x.flatMap((a, j) => x.slice(j).map((b) => a * b))]);
}
