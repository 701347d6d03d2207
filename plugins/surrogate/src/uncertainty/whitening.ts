import {
  covarianceMatrix,
  matmul,
  mean,
  type NDArray,
  standardDeviation,
  subtract,
  symmetricEigen,
} from "@mesoscope/core";

/** Of the largest variance; less of it counts as none, so that a step out of the plane of the rows is a long one. */
const smallestVariance = 1e-12;
const smallestSpread = 1e-6;

/** Turns rows of shape [n, d] such that lengths between them are Mahalanobis distances under the covariance of X. */
export function whitening(X: NDArray): (rows: NDArray) => NDArray {
  const center = mean(X, 0) as NDArray;
  const spread = (standardDeviation(X, 0) as NDArray).map(
    (value, j) => value || smallestSpread * (Math.abs(center.data[j]) || 1),
  );
  const scaled = (rows: NDArray) => subtract(rows, center).map((value, at) => value / spread.data[at % spread.size]);
  const { values, vectors } = symmetricEigen(covarianceMatrix(scaled(X)));
  const largest = values.data.reduce((a, b) => Math.max(a, b), 0) || 1;
  const lengths = values.data.map((value) => Math.sqrt(Math.max(value, smallestVariance * largest)));
  const turned = vectors.map((value, at) => value / lengths[at % lengths.length]);
  return (rows) => matmul(scaled(rows), turned);
}
