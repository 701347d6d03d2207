import { checkOptions, NumericError, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../arrays/as-array.js";
import { zeros } from "../arrays/create.js";
import type { NDArray } from "../arrays/nd-array.js";
import { cholesky } from "../linear-algebra/cholesky.js";
import { matmul } from "../linear-algebra/matmul.js";
import { randomStream } from "../random/random-stream.js";
import { normalQuantile } from "./normal-distribution.js";
import { ShownPredictive } from "./shown-predictive.js";

export interface GaussianPredictiveOptions {
  /** Of shape [n]. */
  readonly mean: ArrayInput;
  /** Of shape [n]; or give `variance`. */
  readonly std?: ArrayInput;
  readonly variance?: ArrayInput;
  /** How the entries vary together, of shape [n, n], or a function that computes it when samples are drawn. */
  readonly covariance?: ArrayInput | (() => ArrayInput);
}

/**
 * Predictions whose uncertainty is normal; without `covariance` the entries vary independently in samples.
 *
 * @example
 * const predictive = gaussianPredictive({ mean: [1, 2], std: [0.1, 0.2] });
 * allClose(predictive.interval(0.95).upper, [1.195996, 2.391993], { relative: 1e-6 }); // true
 *
 * @throws ShapeError SHAPE_MISMATCH where sizes differ
 * @throws ValueError BAD_VALUE at a negative variance, BAD_OPTION without any of std and variance
 */
export function gaussianPredictive(options: GaussianPredictiveOptions): GaussianPredictive {
  checkOptions("gaussianPredictive", options, ["mean", "std", "variance", "covariance"]);
  return new GaussianPredictive(options);
}

/** Predictions whose uncertainty is normal; made by `gaussianPredictive`. */
export class GaussianPredictive extends ShownPredictive {
  protected readonly kind = "normal prediction";
  readonly mean: NDArray;
  readonly std: NDArray;
  readonly #covariance: () => ArrayInput | undefined;
  #factor: NDArray | undefined;

  /** @internal */
  constructor({ mean, std, variance, covariance }: GaussianPredictiveOptions) {
    super();
    this.mean = asVector(mean, "gaussianPredictive: mean");
    this.std = spreadOf(std, variance);
    checkLength("std", this.std.size, this.mean.size);
    this.#covariance = typeof covariance === "function" ? covariance : () => covariance;
  }

  /** How the entries vary together, of shape [n, n]; diagonal where they vary independently. */
  get covariance(): NDArray {
    return this.#joint() ?? diagonalOf(this.std.map((value) => value ** 2));
  }

  quantile(probability: number): NDArray {
    const z = normalQuantile(probability);
    return this.mean.map((center, i) => center + (this.std.data[i] === 0 ? 0 : z * this.std.data[i]!));
  }

  sample(count: number, options: { seed?: number } = {}): NDArray {
    const draws = randomStream(options.seed).normals([count, this.mean.size]);
    this.#factor ??= this.#factorOfCovariance();
    const spread = this.#factor
      ? matmul(draws, this.#factor.transpose())
      : draws.map((value, at) => value * this.std.data[at % this.mean.size]!);
    return spread.map((value, at) => value + this.mean.data[at % this.mean.size]!);
  }

  #factorOfCovariance(): NDArray | undefined {
    const covariance = this.#joint();
    return covariance && factorWithJitter(covariance);
  }

  #joint(): NDArray | undefined {
    const given = this.#covariance();
    if (given === undefined) return undefined;
    const covariance = asMatrix(given, "gaussianPredictive: covariance");
    checkLength("covariance", covariance.shape[0]!, this.mean.size);
    return covariance;
  }
}

function diagonalOf({ data, size }: NDArray): NDArray {
  const matrix = zeros([size, size]);
  for (let i = 0; i < size; i++) matrix.data[i * (size + 1)] = data[i]!;
  return matrix;
}

function spreadOf(std: ArrayInput | undefined, variance: ArrayInput | undefined): NDArray {
  if ((std === undefined) === (variance === undefined)) {
    throw new ValueError(
      "BAD_OPTION",
      "gaussianPredictive: give either std or variance, one number per entry of mean.",
    );
  }
  const given = asVector((std ?? variance)!, `gaussianPredictive: ${std ? "std" : "variance"}`);
  const bad = given.data.findIndex((value) => !(value >= 0));
  if (bad < 0) return std ? given : given.map(Math.sqrt);
  throw new ValueError(
    "BAD_VALUE",
    `gaussianPredictive: the ${std ? "std" : "variance"} of entry ${bad} is ${given.data[bad]}. Give numbers from 0.`,
  );
}

function checkLength(name: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `gaussianPredictive: mean has ${expected} entries but ${name} has ${found}. Give one per entry of mean.`,
  );
}

const jitters = [0, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6];

/** A covariance may be singular, where entries repeat: the least that makes it regular is added to its diagonal. */
function factorWithJitter(covariance: NDArray): NDArray {
  const n = covariance.shape[0]!;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, covariance.get(i, i));
  if (largest === 0) return covariance;
  for (const jitter of jitters) {
    try {
      return cholesky(covariance.map((value, at) => value + (at % (n + 1) === 0 ? jitter * largest : 0)));
    } catch (error) {
      if (!(error instanceof NumericError) || jitter === jitters.at(-1)) throw error;
    }
  }
  return covariance;
}
