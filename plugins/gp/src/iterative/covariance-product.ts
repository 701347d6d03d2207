import { matmul, NDArray } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../covariance/cross-covariance.js";

/** Numbers of the covariance that are held at a time. */
const mostNumbers = 4_000_000;

/** `(K + constant + noise²) columns`, by strips of rows, so that K is never held as a whole. */
export function covarianceProduct(
  X: NDArray,
  kernel: CovarianceFunction,
  noise: number,
  constant: number,
): (columns: NDArray) => NDArray {
  const rows = X.shape[0];
  const strip = Math.max(1, Math.floor(mostNumbers / rows));
  return (columns) => {
    const width = columns.shape[1];
    const out = columns.map((value) => noise ** 2 * value);
    for (let from = 0; from < rows; from += strip) {
      const part = matmul(crossCovariance(kernel, X.slice(from, from + strip), X, constant), columns).data;
      for (let at = 0; at < part.length; at++) out.data[from * width + at] += part[at];
    }
    return new NDArray(out.data, [rows, width]);
  };
}
