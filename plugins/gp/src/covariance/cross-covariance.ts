import { NDArray } from "@mesoscope/core";
import { scaledPoints, stationaryCovariances } from "@mesoscope/core/backend";
import type { CovarianceFunction } from "./covariance.js";

/** `k(x_i, z_j) + offset` of shape [rows of `X`, rows of `Z`]. */
export function crossCovariance(kernel: CovarianceFunction, X: NDArray, Z: NDArray, offset = 0): NDArray {
  const [rows, count] = [X.shape[0], Z.shape[0]];
  const { distance, variance = 1 } = kernel.stationary ?? {};
  if (distance) {
    const { family, columns, lengths } = distance;
    const [x, z] = [X, Z].map((points) => scaledPoints(points, columns, lengths));
    return new NDArray(stationaryCovariances({ family, variance, offset }, x, z), [rows, count]);
  }
  const matrix = new NDArray(new Float64Array(rows * count), [rows, count]);
  for (let i = 0; i < rows; i++) {
    kernel.row(X, i, Z, count, matrix.data.subarray(i * count, (i + 1) * count));
  }
  return offset === 0 ? matrix : matrix.map((value) => value + offset);
}
