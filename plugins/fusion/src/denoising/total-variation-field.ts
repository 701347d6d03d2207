import { type ArrayInput, asMatrix, NDArray, standardDeviation } from "@mesoscope/core";
import { NumericError, tick } from "@mesoscope/sdk";
import { checkNumber, checkOptions, checkPositive, checkWhole, finiteField } from "../common/arguments.js";

/** How strongly a field is drawn to constant pieces, and how exactly. */
export interface TotalVariationFieldOptions {
  /** In the unit of the values; the larger, the fewer pieces. */
  readonly weight: number;
  /** The root mean square distance from the exact solution is below this share of the field's spread; 10⁻⁴ unless given. */
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
  const { weight, tolerance = 1e-4, maxIterations = 10_000 } = options;
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
  readonly #field: Float64Array;
  readonly #rows: number;
  readonly #columns: number;
  readonly #weight: number;
  /** Arrows: along the columns in the first half, along the rows in the second. */
  #arrows: Float64Array;
  #ahead: Float64Array;
  #momentum = 1;
  /** The field that belongs to the arrows. */
  primal: Float64Array;
  gap: number;

  constructor(field: NDArray, weight: number) {
    this.#field = field.data;
    [this.#rows, this.#columns] = field.shape;
    this.#weight = weight;
    this.#arrows = new Float64Array(2 * field.size);
    this.#ahead = this.#arrows;
    this.primal = field.data.slice();
    this.gap = this.#gapOf(this.#arrows, this.primal);
  }

  step(): void {
    const slopes = this.#differences(this.#primalOf(this.#ahead));
    const rate = 1 / (8 * this.#weight);
    const moved = this.#projected(this.#ahead.map((arrow, i) => arrow + rate * slopes[i]));
    const before = this.#arrows;
    const overshoot = moved.reduce((total, arrow, i) => total + (this.#ahead[i] - arrow) * (arrow - before[i]), 0);
    const momentum = overshoot > 0 ? 1 : (1 + Math.sqrt(1 + 4 * this.#momentum ** 2)) / 2;
    const push = overshoot > 0 ? 0 : (this.#momentum - 1) / momentum;
    this.#ahead = moved.map((arrow, i) => arrow + push * (arrow - before[i]));
    this.#arrows = moved;
    this.#momentum = momentum;
    this.primal = this.#primalOf(moved);
    this.gap = this.#gapOf(moved, this.primal);
  }

  /** `weight (Σ |∇u| - Σ p·∇u)`: what the value at u exceeds that of the dual problem at the arrows p by. */
  #gapOf(arrows: Float64Array, primal: Float64Array): number {
    const slopes = this.#differences(primal);
    const size = primal.length;
    let gap = 0;
    for (let i = 0; i < size; i++) {
      const [across, down] = [slopes[i], slopes[size + i]];
      gap += Math.hypot(across, down) - arrows[i] * across - arrows[size + i] * down;
    }
    return this.#weight * Math.max(gap, 0);
  }

  /** `x - weight ∇ᵀp`. */
  #primalOf(arrows: Float64Array): Float64Array {
    const size = this.#field.length;
    const primal = this.#field.slice();
    for (let i = 0; i < this.#rows; i++) {
      for (let j = 0; j < this.#columns; j++) {
        const at = i * this.#columns + j;
        if (j + 1 < this.#columns) {
          primal[at] += this.#weight * arrows[at];
          primal[at + 1] -= this.#weight * arrows[at];
        }
        if (i + 1 < this.#rows) {
          primal[at] += this.#weight * arrows[size + at];
          primal[at + this.#columns] -= this.#weight * arrows[size + at];
        }
      }
    }
    return primal;
  }

  /** Differences to the next column, then to the next row; 0 at the rim. */
  #differences(values: Float64Array): Float64Array {
    const size = values.length;
    const slopes = new Float64Array(2 * size);
    for (let i = 0; i < this.#rows; i++) {
      for (let j = 0; j < this.#columns; j++) {
        const at = i * this.#columns + j;
        if (j + 1 < this.#columns) slopes[at] = values[at + 1] - values[at];
        if (i + 1 < this.#rows) slopes[size + at] = values[at + this.#columns] - values[at];
      }
    }
    return slopes;
  }

  #projected(arrows: Float64Array): Float64Array {
    const size = arrows.length / 2;
    for (let i = 0; i < size; i++) {
      const length = Math.max(Math.hypot(arrows[i], arrows[size + i]), 1);
      arrows[i] /= length;
      arrows[size + i] /= length;
    }
    return arrows;
  }
}
