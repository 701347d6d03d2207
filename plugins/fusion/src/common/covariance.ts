import { cholesky, type NDArray, pseudoInverse, symmetricEigen } from "@mesoscope/core";
import { NumericError, ValueError } from "@mesoscope/sdk";

/** Directions of the correlations whose share is smaller carry nothing but rounding. */
const rankTolerance = 1e-12;
const rounding = 1e-8;

/** The Cholesky factor of a covariance, with an error that says which it is. */
export function factorOf(subject: string, covariance: NDArray): NDArray {
  return factorIfDefinite(covariance) ?? notDefinite(subject);
}

/** A matrix that times its transpose is the covariance, which may be singular: noise along some directions only. */
export function rootOf(subject: string, covariance: NDArray): NDArray {
  const factor = factorIfDefinite(covariance);
  if (factor) return factor;
  const { values, vectors } = symmetricEigen(covariance);
  const size = Math.max(...values.data.map(Math.abs));
  if (values.data.some((value) => value < -rounding * size)) return notDefinite(subject);
  return vectors.map((value, at) => value * Math.sqrt(Math.max(values.data[at % values.size], 0)));
}

/** The pseudo-inverse of a covariance, worked out from its correlations: its entries may be in units of any size. */
export function inverseOf(covariance: NDArray): NDArray {
  const m = covariance.shape[0];
  const sizes = Float64Array.from({ length: m }, (_, k) => Math.sqrt(Math.max(covariance.get(k, k), 0)) || 1);
  const perSize = (matrix: NDArray) => matrix.map((value, at) => value / (sizes[Math.floor(at / m)] * sizes[at % m]));
  return perSize(pseudoInverse(perSize(covariance), { tolerance: rankTolerance }));
}

/**
 * Throws unless a matrix is symmetric with a diagonal from 0 on.
 *
 * @throws ValueError BAD_VALUE; NumericError NOT_POSITIVE_DEFINITE
 */
export function checkCovariance(subject: string, matrix: NDArray): void {
  const n = matrix.shape[0];
  for (let i = 0; i < n; i++) {
    if (!(matrix.data[i * (n + 1)] >= 0)) notDefinite(subject);
    for (let j = 0; j < i; j++) {
      const [a, b] = [matrix.data[i * n + j], matrix.data[j * n + i]];
      if (Math.abs(a - b) <= rounding * Math.max(Math.abs(a), Math.abs(b))) continue;
      const scale = Math.sqrt(matrix.data[i * (n + 1)] * matrix.data[j * (n + 1)]);
      if (Math.abs(a - b) <= rounding * scale) continue;
      throw new ValueError(
        "BAD_VALUE",
        `${subject} is not symmetric: entry [${i}, ${j}] is ${a} but [${j}, ${i}] is ${b}. Give a covariance.`,
      );
    }
  }
}

function factorIfDefinite(covariance: NDArray): NDArray | undefined {
  try {
    return cholesky(covariance);
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}

function notDefinite(subject: string): never {
  throw new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `${subject} is not positive definite. Give covariances whose variances are above 0, or larger noise.`,
  );
}
