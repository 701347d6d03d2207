import { asMatrix, type NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Covariance } from "./covariance.js";
import { crossCovariance } from "./cross-covariance.js";
import { isCovariance } from "./join.js";

/**
 * The matrix `k(x_i, z_j)` of shape [rows of `X`, rows of `Z`]; `Z` is `X` where it is left out.
 *
 * Every hyper-parameter of the kernel must have a number.
 *
 * @example
 * covarianceMatrix(rbf({ lengthScale: 2 }), [0, 2], [0]).data; // [1, 0.6065306597126334]
 *
 * @throws ValueError BAD_VALUE where `kernel` is none, or a hyper-parameter has no number
 * @throws ShapeError SHAPE_MISMATCH
 */
export function covarianceMatrix(kernel: Covariance, X: ArrayLike, Z: ArrayLike = X): NDArray {
  if (!isCovariance(kernel)) {
    throw new ValueError(
      "BAD_VALUE",
      "covarianceMatrix: the first argument is no kernel. Give a kernel and then points, as in covarianceMatrix(rbf(…), X).",
    );
  }
  const left = asMatrix(X, "covarianceMatrix: X");
  const right = Z === X ? left : asMatrix(Z, "covarianceMatrix: Z");
  const columns = left.shape[1];
  if (columns !== right.shape[1]) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `covarianceMatrix: X has ${columns} columns but Z has ${right.shape[1]}. Give points with the same inputs.`,
    );
  }
  const values = kernel.parameters(columns).map(({ name, start }) => {
    if (start !== undefined) return start;
    throw new ValueError("BAD_VALUE", `covarianceMatrix: ${kernel.name} has no ${name}. Give a number in its options.`);
  });
  return crossCovariance(kernel.bind(values, columns), left, right);
}
