import { NDArray } from "../arrays/nd-array.js";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.js";
import type { RandomStream } from "../random/random-stream.js";

/**
 * The normal distribution from which CMA-ES draws its points, and how it learns from the better half of them.
 *
 * Names and constants as in Hansen's tutorial: m, σ, C = B D² Bᵀ, the paths p_c and p_σ, and the default weights.
 *
 * @see Hansen, The CMA evolution strategy: a tutorial, arXiv:1604.00772, equations 40 to 58 and table 1
 */
export class SearchDistribution {
  readonly #weights: Float64Array;
  /** The effective number of points that count. */
  readonly #selected: number;
  readonly #rates: { sigma: number; damping: number; path: number; rankOne: number; rankMany: number };
  readonly #covariance: NDArray;
  readonly #widthPath: Float64Array;
  readonly #covariancePath: Float64Array;
  readonly #expectedLength: number;
  #mean: Float64Array;
  #sigma: number;
  #axes: NDArray;
  #lengths: Float64Array;
  #generation = 0;

  constructor(mean: Float64Array, sigma: number, populationSize: number) {
    const d = mean.length;
    this.#mean = mean;
    this.#sigma = sigma;
    this.#weights = weightsFor(populationSize);
    this.#selected = 1 / this.#weights.reduce((sum, weight) => sum + weight ** 2, 0);
    this.#rates = ratesFor(d, this.#selected);
    this.#expectedLength = Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d));
    this.#covariance = unit(d);
    this.#axes = unit(d);
    this.#lengths = new Float64Array(d).fill(1);
    this.#widthPath = new Float64Array(d);
    this.#covariancePath = new Float64Array(d);
  }

  /** The largest standard deviation along any variable. */
  get width(): number {
    const d = this.#mean.length;
    let largest = 0;
    for (let i = 0; i < d; i++) largest = Math.max(largest, this.#covariance.data[i * (d + 1)]!);
    return this.#sigma * Math.sqrt(largest);
  }

  /** Tells that one direction is so much longer than another that rounding hides the shorter one. */
  get isDegenerate(): boolean {
    return !(Math.max(...this.#lengths) <= 1e7 * Math.min(...this.#lengths)) || !(this.#sigma < 1e100);
  }

  draw(stream: RandomStream): Float64Array {
    const scores = this.#lengths.map((length) => length * stream.normal());
    const step = times(this.#axes, scores);
    return this.#mean.map((value, i) => value + this.#sigma * step[i]!);
  }

  /** Learns from points in the order of their values, best first. */
  update(points: readonly Float64Array[]): void {
    const { sigma, damping, path, rankOne, rankMany } = this.#rates;
    const d = this.#mean.length;
    const selected = points.slice(0, this.#weights.length);
    const steps = selected.map((x) => x.map((value, i) => (value - this.#mean[i]!) / this.#sigma));
    const shift = this.#mean.map((_, i) => steps.reduce((sum, step, k) => sum + this.#weights[k]! * step[i]!, 0));
    this.#mean = this.#mean.map((value, i) => value + this.#sigma * shift[i]!);
    this.#generation++;

    const scores = times(this.#axes, shift, true).map((value, i) => value / this.#lengths[i]!);
    const white = times(this.#axes, scores);
    extend(this.#widthPath, white, sigma, this.#selected);
    const length = Math.hypot(...this.#widthPath);
    const settled = Math.sqrt(1 - (1 - sigma) ** (2 * this.#generation));
    const isSteady = length / settled < (1.4 + 2 / (d + 1)) * this.#expectedLength;
    extend(this.#covariancePath, isSteady ? shift : new Float64Array(d), path, this.#selected);

    const forgotten = isSteady ? 0 : rankOne * path * (2 - path);
    const kept = 1 - rankOne - rankMany + forgotten;
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        const many = steps.reduce((sum, step, k) => sum + this.#weights[k]! * step[i]! * step[j]!, 0);
        const one = this.#covariancePath[i]! * this.#covariancePath[j]!;
        const value = kept * this.#covariance.data[i * d + j]! + rankOne * one + rankMany * many;
        this.#covariance.data[i * d + j] = value;
        this.#covariance.data[j * d + i] = value;
      }
    }
    this.#sigma *= Math.exp(Math.min(1, (sigma / damping) * (length / this.#expectedLength - 1)));
    const { values, vectors } = symmetricEigen(this.#covariance);
    this.#axes = vectors;
    this.#lengths = values.data.map((value) => Math.sqrt(Math.max(value, 0)));
  }
}

function weightsFor(populationSize: number): Float64Array {
  const count = Math.floor(populationSize / 2);
  const raw = Float64Array.from({ length: count }, (_, k) => Math.log((populationSize + 1) / 2) - Math.log(k + 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

function ratesFor(d: number, selected: number) {
  const sigma = (selected + 2) / (d + selected + 5);
  const rankOne = 2 / ((d + 1.3) ** 2 + selected);
  return {
    sigma,
    damping: 1 + 2 * Math.max(0, Math.sqrt((selected - 1) / (d + 1)) - 1) + sigma,
    path: (4 + selected / d) / (d + 4 + (2 * selected) / d),
    rankOne,
    rankMany: Math.min(1 - rankOne, (2 * (selected - 2 + 1 / selected)) / ((d + 2) ** 2 + selected)),
  };
}

/** Adds a step to a path that forgets, so that steps of chance leave its length as it is. */
function extend(path: Float64Array, step: Float64Array, rate: number, selected: number): void {
  const weight = Math.sqrt(rate * (2 - rate) * selected);
  for (let i = 0; i < path.length; i++) path[i] = (1 - rate) * path[i]! + weight * step[i]!;
}

function unit(d: number): NDArray {
  return new NDArray(
    Float64Array.from({ length: d * d }, (_, at) => Number(at % (d + 1) === 0)),
    [d, d],
  );
}

function times({ data }: NDArray, vector: Float64Array, transpose = false): Float64Array {
  const d = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += data[transpose ? j * d + i : i * d + j]! * vector[j]!;
    return sum;
  });
}
