import { matmul, NDArray, solveTriangular } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import type { CovarianceFunction } from "../covariance/covariance.js";

/** All that the data say about the function at the inducing points, with `W = L⁻¹ K_mn` for `K_mm = L Lᵀ`. */
export interface SufficientStatistics {
  readonly rows: number;
  /** `W Wᵀ`, of shape [m, m]. */
  readonly products: NDArray;
  /** `W y`. */
  readonly projections: Float64Array;
  /** `yᵀ y`. */
  readonly squares: number;
  /** `Σ k(x, x)`. */
  readonly variances: number;
}

/** Rows that are worked through at a time. */
const chunkRows = 2048;

/**
 * One pass over the data, in chunks, so that memory does not grow with the rows.
 *
 * @param factor lower Cholesky factor of the covariance of the inducing points
 */
export async function sufficientStatistics(
  X: NDArray,
  y: Float64Array,
  inducing: NDArray,
  covariance: CovarianceFunction,
  factor: NDArray,
): Promise<SufficientStatistics> {
  const [rows, columns] = X.shape;
  const count = inducing.shape[0];
  const products = new NDArray(new Float64Array(count * count), [count, count]);
  const projections = new Float64Array(count);
  let [squares, variances] = [0, 0];
  for (let from = 0; from < rows; from += chunkRows) {
    await tick(from, rows);
    const to = Math.min(from + chunkRows, rows);
    const chunk = new NDArray(X.data.subarray(from * columns, to * columns), [to - from, columns]);
    const part = statisticsOf(chunk, y.subarray(from, to), inducing, covariance, factor);
    for (let at = 0; at < products.size; at++) products.data[at] += part.products.data[at];
    for (let m = 0; m < count; m++) projections[m] += part.projections[m];
    squares += part.squares;
    variances += part.variances;
  }
  return { rows, products, projections, squares, variances };
}

/** The statistics of rows that fit into memory, with `W` itself. */
export function statisticsOf(
  X: NDArray,
  y: Float64Array,
  inducing: NDArray,
  covariance: CovarianceFunction,
  factor: NDArray,
): SufficientStatistics & { readonly whitened: NDArray } {
  const rows = X.shape[0];
  const whitened = solveTriangular(factor, crossCovariance(covariance, inducing, X));
  let variances = 0;
  for (let i = 0; i < rows; i++) variances += covariance.variance(X, i);
  return {
    rows,
    whitened,
    products: matmul(whitened, whitened.transpose()),
    projections: matmul(whitened, y).data,
    squares: y.reduce((total, value) => total + value * value, 0),
    variances,
  };
}

/** `K_mn` between inducing points and rows of X. */
export function crossCovariance(covariance: Pick<CovarianceFunction, "row">, inducing: NDArray, X: NDArray): NDArray {
  const [count, rows] = [inducing.shape[0], X.shape[0]];
  const cross = new NDArray(new Float64Array(count * rows), [count, rows]);
  for (let m = 0; m < count; m++) {
    covariance.row(inducing, m, X, rows, cross.data.subarray(m * rows, (m + 1) * rows));
  }
  return cross;
}
