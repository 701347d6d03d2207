import { scaledPoints, stationaryCovariances } from "@mesoscope/core/backend";
import type { NDArrayLike } from "@mesoscope/sdk";
import type { Posterior, Standardized } from "./evidence.js";

/** A point, one number per variable. */
export type Point = readonly number[];

/** The surrogate at some points. */
export interface Values {
  readonly values: Float64Array;
  /** The standard deviation of `Σ weights[k] · value[first + k]`, as far as the rows leave it open. */
  deviation(first: number, weights: readonly number[]): number;
}

/** A smooth function through the rows, with what is not known of it. */
export class Surrogate {
  readonly #data: Standardized;
  readonly #posterior: Posterior;
  readonly #place: (point: Point) => Point;
  readonly #moments: { readonly mean: number; readonly deviation: number };

  constructor(
    data: Standardized,
    posterior: Posterior,
    place: (point: Point) => Point,
    moments: { readonly mean: number; readonly deviation: number },
  ) {
    this.#data = data;
    this.#posterior = posterior;
    this.#place = place;
    this.#moments = moments;
  }

  get rows(): number {
    return this.#data.target.length;
  }

  /**
   * What is left of the variance of the target, 1 − R², where each row is predicted from the other ones.
   *
   * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), equation 5.12
   */
  get leftOut(): number {
    const { weights, inverse } = this.#posterior;
    const { target, errors } = this.#data;
    const rows = target.length;
    let left = 0;
    let whole = 0;
    for (let i = 0; i < rows; i++) {
      left += (weights[i] / inverse[i * (rows + 1)]) ** 2 / errors[i];
      whole += target[i] ** 2 / errors[i];
    }
    return left / whole;
  }

  at(points: readonly Point[]): Values {
    const { inverse, lengths } = this.#posterior;
    const { mean, deviation } = this.#moments;
    const rows = this.#data.target.length;
    const all = [...lengths.keys()];
    const placed = this.#placed(points);
    const across = this.#covariances(placed, this.#data.points, all);
    const values = Float64Array.from(points, (_, p) => mean + deviation * dotRow(across, p, this.#posterior.weights));
    return {
      values,
      deviation: (first, weights) => {
        const count = weights.length;
        const own = placed.data.subarray(first * all.length, (first + count) * all.length);
        const corners = { data: own, shape: [count, all.length] };
        const among = this.#covariances(corners, corners, all);
        const towards = new Float64Array(rows);
        let variance = 0;
        for (let p = 0; p < count; p++) {
          for (let q = 0; q < count; q++) variance += weights[p] * weights[q] * among[p * count + q];
          for (let i = 0; i < rows; i++) towards[i] += weights[p] * across[(first + p) * rows + i];
        }
        return deviation * Math.sqrt(Math.max(variance - quadraticForm(inverse, towards), 0));
      },
    };
  }

  /**
   * The sum of its values, less the offset, at the rows of the surrogate with these variables replaced, each times the row's factor, as a
   * function of these variables: what a separable function is of them, up to a constant or a factor.
   */
  part(variables: readonly number[], factors: Float64Array, offset = 0): (points: readonly Point[]) => Float64Array {
    const { lengths, weights } = this.#posterior;
    const { mean, deviation } = this.#moments;
    const { points: own } = this.#data;
    const others = [...lengths.keys()].filter((k) => !variables.includes(k));
    const among = this.#covariances(own, own, others);
    const { variance } = this.#posterior;
    const reduced = weights.map((weight, i) => (weight * dotRow(among, i, factors)) / variance);
    const constant = (mean - offset) * factors.reduce((sum, factor) => sum + factor, 0);
    return (points) => {
      const across = this.#covariances(this.#placed(points), own, variables);
      return Float64Array.from(points, (_, p) => constant + deviation * dotRow(across, p, reduced));
    };
  }

  #placed(points: readonly Point[]): NDArrayLike {
    const width = this.#posterior.lengths.length;
    const data = new Float64Array(points.length * width);
    for (const [i, point] of points.entries()) data.set(this.#place(point), i * width);
    return { data, shape: [points.length, width] };
  }

  #covariances(a: NDArrayLike, b: NDArrayLike, variables: readonly number[]): Float64Array {
    const { lengths, variance } = this.#posterior;
    const chosen = variables.map((k) => lengths[k]);
    const [x, z] = [a, b].map((points) => scaledPoints(points, variables, chosen));
    return stationaryCovariances({ family: "rbf", variance, offset: 0 }, x, z);
  }
}

/** Row `p` of a matrix times a vector. */
function dotRow(matrix: Float64Array, p: number, vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += matrix[p * vector.length + i] * vector[i];
  return sum;
}

/** xᵀ A x, of which the lower triangle is given. */
function quadraticForm(lower: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    let row = 0;
    for (let j = 0; j < i; j++) row += lower[i * x.length + j] * x[j];
    sum += x[i] * (2 * row + lower[i * (x.length + 1)] * x[i]);
  }
  return sum;
}

/** Of every row. */
export function pointsOf(columns: readonly Float64Array[]): Point[] {
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => columns.map((column) => column[row]));
}
