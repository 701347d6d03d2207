import { checkOptions, counted, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { diagonal } from "../arrays/diagonal.js";
import { subtract } from "../arrays/elementwise.js";
import type { NDArray } from "../arrays/nd-array.js";
import { mean, type SpreadOptions } from "../arrays/reduce.js";
import { symmetricProduct } from "../linear-algebra/symmetric-product.js";

/**
 * How the columns of X vary together, of shape [d, d] for X of shape [n, d]: their variances on the diagonal, which
 * `sample` divides by n - 1 as in `variance`.
 *
 * @example
 * covarianceMatrix([[1, 2], [3, 6]]).toArray(); // [[1, 2], [2, 4]]
 *
 * @throws ShapeError NOT_A_MATRIX; ValueError EMPTY, BAD_OPTION
 */
export function covarianceMatrix(X: ArrayInput, options: SpreadOptions = {}): NDArray {
  checkOptions("covarianceMatrix", options, ["sample"]);
  return covarianceOf("covarianceMatrix", X, options);
}

function covarianceOf(owner: string, X: ArrayInput, options: SpreadOptions): NDArray {
  const rows = asMatrix(X, `${owner}: X`);
  const count = rows.shape[0]! - (options.sample ? 1 : 0);
  if (count > 0) {
    const centered = subtract(rows, mean(rows, 0));
    return symmetricProduct(centered.transpose()).map((sum) => sum / count);
  }
  throw new ValueError(
    "EMPTY",
    `${owner}: found ${counted(rows.shape[0]!, "row")}, which shows no spread. Give at least ${options.sample ? 2 : 1}.`,
  );
}

/**
 * Pearson's correlations of the columns of X, of shape [d, d] for X of shape [n, d]; NaN with a column that is constant.
 *
 * @example
 * allClose(correlationMatrix([[1, 6], [2, 4], [3, 2]]), [[1, -1], [-1, 1]]); // true
 *
 * @throws ShapeError NOT_A_MATRIX; ValueError EMPTY
 */
export function correlationMatrix(X: ArrayInput): NDArray {
  const covariance = covarianceOf("correlationMatrix", X, {});
  const d = covariance.shape[0]!;
  const deviations = diagonal(covariance).map(Math.sqrt).data;
  return covariance.map((value, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    if (i === j) return deviations[i]! > 0 ? 1 : Number.NaN;
    return Math.min(1, Math.max(-1, value / (deviations[i]! * deviations[j]!)));
  });
}
