import { NDArray, symmetricEigen } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import type { Preconditioner } from "./preconditioner.js";

/** A column is solved when its residual is this share of it. */
const tolerance = 1e-8;
const mostSteps = 1000;

/** The solutions, and what each column tells of the logarithm of the determinant. */
export interface SolvedColumns {
  /** Of the shape of the right sides. */
  readonly x: NDArray;
  readonly steps: number;
  /** By column `bᵀ P⁻¹ b` times the first entry of the logarithm of its Lanczos matrix: for `b` drawn from P, its mean is `log |P⁻¹ A|`. */
  readonly logarithms: Float64Array;
}

/**
 * Solves `A x = b` for several columns at once by preconditioned conjugate gradients, so that A is computed once per
 * step for all; the caller may rest at every step.
 *
 * @throws NumericError NOT_CONVERGED, NOT_POSITIVE_DEFINITE
 * @see Gardner et al., GPyTorch: blackbox matrix-matrix Gaussian process inference with GPU acceleration, NeurIPS (2018),
 *   algorithm 2
 */
export function* solveColumns(
  product: (columns: NDArray) => NDArray,
  { solve }: Pick<Preconditioner, "solve">,
  b: NDArray,
): Generator<number, SolvedColumns> {
  const [rows, count] = b.shape;
  const x = new NDArray(new Float64Array(rows * count), [rows, count]);
  const residual = b.map((value) => value);
  let direction = solve(residual);
  let progress = inColumns(residual, direction);
  const [start, sizes] = [progress, inColumns(b, b)];
  const lanczos = Array.from(start, () => ({ alphas: [] as number[], betas: [] as number[] }));
  for (let step = 0; step < mostSteps; step++) {
    const errors = inColumns(residual, residual);
    const open = errors.map((error, c) => Number(error > tolerance ** 2 * sizes[c]));
    if (!open.includes(1)) return { x, steps: step, logarithms: start.map((size, c) => size * logarithm(lanczos[c])) };
    yield step;
    const image = product(direction);
    const curvature = inColumns(direction, image);
    const alphas = progress.map((value, c) => {
      if (!open[c]) return 0;
      if (curvature[c] > 0) return value / curvature[c];
      throw new NumericError(
        "NOT_POSITIVE_DEFINITE",
        "iterativeGaussianProcess: the covariance has no positive curvature to rounding. Let the noise be larger.",
      );
    });
    for (let at = 0; at < x.size; at++) {
      x.data[at] += alphas[at % count] * direction.data[at];
      residual.data[at] -= alphas[at % count] * image.data[at];
    }
    const refined = solve(residual);
    const next = inColumns(residual, refined);
    const betas = next.map((value, c) => (open[c] ? value / progress[c] : 0));
    direction = refined.map((value, at) => value + betas[at % count] * direction.data[at]);
    progress = next;
    for (const [c, { alphas: all, betas: ratios }] of lanczos.entries()) {
      if (!open[c]) continue;
      all.push(alphas[c]);
      ratios.push(betas[c]);
    }
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `iterativeGaussianProcess: no solution after ${mostSteps} steps. Let the noise be larger, or use sparseGaussianProcess.`,
  );
}

/** The first entry of the logarithm of the tridiagonal matrix that the steps of one column make up. */
function logarithm({ alphas, betas }: { alphas: readonly number[]; betas: readonly number[] }): number {
  const count = alphas.length;
  if (count === 0) return 0;
  const matrix = new NDArray(new Float64Array(count * count), [count, count]);
  for (let k = 0; k < count; k++) {
    matrix.data[k * (count + 1)] = 1 / alphas[k] + (k > 0 ? betas[k - 1] / alphas[k - 1] : 0);
    if (k + 1 === count) break;
    const beside = Math.sqrt(betas[k]) / alphas[k];
    matrix.data[k * count + k + 1] = beside;
    matrix.data[(k + 1) * count + k] = beside;
  }
  const { values, vectors } = symmetricEigen(matrix);
  return values.data.reduce((sum, value, k) => sum + vectors.data[k] ** 2 * Math.log(value), 0);
}

/** The inner product of every column of `a` with that of `b`. */
function inColumns(a: NDArray, b: NDArray): Float64Array {
  const count = a.shape[1];
  const sums = new Float64Array(count);
  for (let at = 0; at < a.size; at++) sums[at % count] += a.data[at] * b.data[at];
  return sums;
}
