import { cholesky, dot, NDArray, solveTriangular, symmetricEigen } from "@mesoscope/core";
import { featuresOf } from "./features.js";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";

/** How sums of terms scatter about their means along trajectories. */
export interface Scatter {
  readonly rows: number;
  readonly terms: number;
  /** Of `Σ coefficient · term` over a support. */
  totalOf(support: readonly number[], coefficients: ArrayLike<number>): number;
  /** What noise in the states makes of it. */
  noiseOf(support: readonly number[], coefficients: ArrayLike<number>): number;
  /** Inner products of pairs of terms; row-major. */
  readonly total: Float64Array;
  readonly noise: Float64Array;
}

/** The sum of terms that scatters least, as a multiple of what noise makes it scatter. */
export interface LeastScatter {
  readonly ratio: number;
  /** One per term of the support. */
  readonly coefficients: Float64Array;
}

/** Terms are known no better than to this share of their scatter. */
const roundingShare = 1e-5;

/** For noise of given standard deviations, by trajectory and state. */
export function scatterOf(
  terms: readonly Term[],
  trajectories: readonly Trajectory[],
  noises: readonly (readonly number[])[],
): Scatter {
  const size = terms.length;
  const total = new Float64Array(size * size);
  const noise = new Float64Array(size * size);
  let rows = 0;
  for (const [s, trajectory] of trajectories.entries()) {
    const { values, slopes } = featuresOf(terms, trajectory, noises[s]);
    const centred = values.map((column) => {
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      return column.map((value) => value - mean);
    });
    for (let l = 0; l < size; l++) {
      for (let m = 0; m < size; m++) {
        total[l * size + m] += dot(centred[l], centred[m]);
        noises[s].forEach((level, j) => {
          noise[l * size + m] += level ** 2 * dot(slopes[l][j], slopes[m][j]);
        });
      }
    }
    rows += trajectory.times.length - 1;
  }
  for (let l = 0; l < size; l++) noise[l * (size + 1)] += roundingShare ** 2 * total[l * (size + 1)] || 1e-300;
  const along = (matrix: Float64Array) => (support: readonly number[], coefficients: ArrayLike<number>) =>
    support.reduce(
      (sum, l, i) =>
        support.reduce((part, m, k) => part + coefficients[i] * coefficients[k] * matrix[l * size + m], sum),
      0,
    );
  return { rows, terms: size, total, noise, totalOf: along(total), noiseOf: along(noise) };
}

/**
 * By the generalised eigenvalue problem of both scatters: least squares where all columns have errors of known covariance.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 8.7
 */
export function leastScatter(scatter: Scatter, support: readonly number[]): LeastScatter {
  const size = support.length;
  const scales = support.map((l) => Math.sqrt(scatter.noise[l * (scatter.terms + 1)]));
  const scaled = (matrix: Float64Array) => {
    const part = support.flatMap((l, i) =>
      support.map((m, k) => matrix[l * scatter.terms + m] / scales[i] / scales[k]),
    );
    return new NDArray(Float64Array.from(part), [size, size]);
  };
  const factor = cholesky(scaled(scatter.noise));
  const half = solveTriangular(factor, scaled(scatter.total));
  const { values, vectors } = symmetricEigen(solveTriangular(factor, half.transpose()));
  const direction = solveTriangular(factor, vectors.column(0), { transpose: true }).data;
  return { ratio: Math.max(0, values.get(0)), coefficients: direction.map((value, i) => value / scales[i]) };
}
