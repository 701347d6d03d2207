import { type ArrayInput, asMatrix, NDArray, standardDeviation } from "@mesoscope/core";
import { checkNumber, checkOptions, checkPositive, checkWhole, NumericError, tick } from "@mesoscope/sdk";
import { finiteField } from "../common/arguments.js";

/** How strongly a field is drawn to constant pieces, and how exactly. */
export interface TotalVariationFieldOptions {
  /** In the unit of the values; the larger, the fewer pieces. */
  readonly weight: number;
  /** The root mean square distance from the exact solution is below this share of the field's spread; 10⁻³ unless given. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * The field u that makes `½ Σ (u - x)² + weight Σ |∇u|` least, with |∇u| the length of the differences to the next row
 * and column: flat pieces with sharp edges. The distance to the exact solution is bounded by the duality gap.
 *
 * @example
 * const field = await totalVariationField([[0, 0, 9], [0, 0, 9]], { weight: 0.5 });
 * field.get(0, 0) > 0 && field.get(0, 2) < 9; // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; NumericError NOT_CONVERGED
 * @see Rudin, Osher & Fatemi, Physica D 60 (1992); Beck & Teboulle, IEEE Transactions on Image Processing 18 (2009)
 */
export async function totalVariationField(values: ArrayInput, options: TotalVariationFieldOptions): Promise<NDArray> {
  checkOptions("totalVariationField", options, ["weight", "tolerance", "maxIterations"]);
  const { weight, tolerance = 1e-3, maxIterations = 10_000 } = options;
  checkNumber("totalVariationField", "weight", weight, "a finite number from 0", (x) => x >= 0 && x < Infinity);
  checkPositive("totalVariationField", "tolerance", tolerance);
  checkWhole("totalVariationField", "maxIterations", maxIterations, 1);
  const field = finiteField(asMatrix(values, "totalVariationField: the input"), "totalVariationField: the input");
  if (weight === 0) return field.map((value) => value);
  const problem = new DualProblem(field, weight);
  const largestGap = 0.5 * field.size * (tolerance * standardDeviation(field)) ** 2;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    await tick(iteration, maxIterations, { gap: problem.gap });
    if (problem.gap <= largestGap) return new NDArray(problem.primal, field.shape);
    problem.step();
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `totalVariationField: the tolerance ${tolerance} was not reached in ${maxIterations} iterations. Raise one of them.`,
  );
}

/** Accelerated projected ascent over fields of arrows of length at most 1, restarted where it overshoots. */
class DualProblem {
  readonly #field: NDArray;
  readonly #weight: number;
  /** Arrows: along the columns in the first half, along the rows in the second. */
  #arrows: Float64Array;
  #ahead: Float64Array;
  #momentum = 1;
  /** The field that belongs to the arrows. */
  primal: Float64Array;
  gap: number;

  constructor(field: NDArray, weight: number) {
    this.#field = field;
    this.#weight = weight;
    this.#arrows = new Float64Array(2 * field.size);
    this.#ahead = this.#arrows;
    this.primal = primalOf(field, this.#arrows, weight);
    this.gap = this.#gap();
  }

  step(): void {
    const [before, ahead] = [this.#arrows, this.#ahead];
    const slopes = differences(primalOf(this.#field, ahead, this.#weight), this.#field.shape[1]);
    const moved = project(ahead, slopes, 1 / (8 * this.#weight));
    let overshoot = 0;
    for (let i = 0; i < moved.length; i++) overshoot += (ahead[i] - moved[i]) * (moved[i] - before[i]);
    const momentum = overshoot > 0 ? 1 : (1 + Math.sqrt(1 + 4 * this.#momentum ** 2)) / 2;
    const push = overshoot > 0 ? 0 : (this.#momentum - 1) / momentum;
    const next = new Float64Array(moved.length);
    for (let i = 0; i < moved.length; i++) next[i] = moved[i] + push * (moved[i] - before[i]);
    this.#ahead = next;
    this.#arrows = moved;
    this.#momentum = momentum;
    this.primal = primalOf(this.#field, moved, this.#weight);
    this.gap = this.#gap();
  }

  /** `weight (Σ |∇u| - Σ p·∇u)`: what the value at u exceeds that of the dual problem at the arrows p by. */
  #gap(): number {
    const arrows = this.#arrows;
    const slopes = differences(this.primal, this.#field.shape[1]);
    const size = this.primal.length;
    let gap = 0;
    for (let i = 0; i < size; i++) {
      const across = slopes[i];
      const down = slopes[size + i];
      gap += Math.sqrt(across * across + down * down) - arrows[i] * across - arrows[size + i] * down;
    }
    return this.#weight * Math.max(gap, 0);
  }
}

/** `x - weight ∇ᵀp`. */
function primalOf(field: NDArray, arrows: Float64Array, weight: number): Float64Array {
  const size = field.size;
  const columns = field.shape[1];
  const primal = field.data.slice();
  for (let at = 0; at < size; at++) {
    const across = weight * arrows[at];
    const down = weight * arrows[size + at];
    if (across !== 0) {
      primal[at] += across;
      primal[at + 1] -= across;
    }
    if (down !== 0) {
      primal[at] += down;
      primal[at + columns] -= down;
    }
  }
  return primal;
}

/** Differences to the next column, then to the next row; 0 at the rim, so that arrows there stay 0. */
function differences(values: Float64Array, columns: number): Float64Array {
  const size = values.length;
  const slopes = new Float64Array(2 * size);
  for (let start = 0; start < size; start += columns) {
    for (let at = start; at < start + columns - 1; at++) slopes[at] = values[at + 1] - values[at];
  }
  for (let at = 0; at < size - columns; at++) slopes[size + at] = values[at + columns] - values[at];
  return slopes;
}

/** The arrows moved along the slopes, and shortened to length 1 where they are longer. */
function project(arrows: Float64Array, slopes: Float64Array, rate: number): Float64Array {
  const size = arrows.length / 2;
  const moved = new Float64Array(arrows.length);
  for (let i = 0; i < size; i++) {
    const across = arrows[i] + rate * slopes[i];
    const down = arrows[size + i] + rate * slopes[size + i];
    const length = Math.max(Math.sqrt(across * across + down * down), 1);
    moved[i] = across / length;
    moved[size + i] = down / length;
  }
  return moved;
}
