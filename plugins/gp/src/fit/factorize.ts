import { cholesky, type NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";

/** Pivots below this share of their diagonal entry are rounding errors. */
export const smallestPivot = 1e-13;

/** `cholesky`, refusing pivots that are rounding errors. */
export function factorize(matrix: NDArray): NDArray {
  const n = matrix.shape[0];
  const factor = cholesky(matrix);
  for (let i = 0; i < n; i++) {
    const at = i * (n + 1);
    if (factor.data[at] ** 2 < smallestPivot * matrix.data[at]) throw notDefinite(i);
  }
  return factor;
}

export function notDefinite(row: number): NumericError {
  return new NumericError(
    "NOT_POSITIVE_DEFINITE",
    `gaussianProcess: row ${row} of the covariance matrix repeats earlier rows to rounding. Let the noise be larger.`,
  );
}
