import { matmul, NDArray } from "@mesoscope/core";
import { type Family, scaledPoints, stationaryCovariances } from "@mesoscope/core/backend";
import type { CovarianceFunction, StationaryForm } from "./covariance.js";
import { crossCovariance } from "./cross-covariance.js";

/** `−2 dk/ds` of a family of functions of the squared distance `s`: a multiple of another family at a multiple of `s`. */
const steepness: { readonly [family in Family]?: { family: Family; factor: number; stretch: number } } = {
  rbf: { family: "rbf", factor: 1, stretch: 1 },
  matern32: { family: "matern12", factor: 3, stretch: 3 },
  matern52: { family: "matern32", factor: 5 / 3, stretch: 5 / 3 },
};

/**
 * `gradient[p] += Σ weights[i, j] ∂k(x_i, z_j) / ∂log θ_p`, by products of matrices where the kernel allows them.
 *
 * @param weights of shape [rows of X, rows of Z]
 */
export function addCrossSlopes(
  kernel: CovarianceFunction,
  X: NDArray,
  Z: NDArray,
  weights: NDArray,
  gradient: Float64Array,
): void {
  const [rows, count] = weights.shape;
  const { stationary } = kernel;
  if (stationary?.distance && steepness[stationary.distance.family]) {
    addStationarySlopes(kernel, stationary, X, Z, weights, gradient);
    return;
  }
  for (let i = 0; i < rows; i++) {
    kernel.gradient(X, i, Z, count, weights.data.subarray(i * count, (i + 1) * count), gradient, 0);
  }
}

/** With `H = weights ∘ (−2 dk/ds)` a length's slope is `Σ H (x − z)² / ℓ²`, of which only `Σ H x z` mixes rows. */
function addStationarySlopes(
  kernel: CovarianceFunction,
  { distance, variance, scalePositions }: StationaryForm,
  X: NDArray,
  Z: NDArray,
  weights: NDArray,
  gradient: Float64Array,
): void {
  const { columns, lengths, positions, family } = distance!;
  const { family: slope, factor, stretch } = steepness[family]!;
  const shrunk = lengths.map((length) => length / Math.sqrt(stretch));
  const steep = stationaryCovariances(
    { family: slope, variance: factor * variance, offset: 0 },
    scaledPoints(X, columns, shrunk),
    scaledPoints(Z, columns, shrunk),
  );
  const weighted = new NDArray(
    steep.map((value, at) => value * weights.data[at]),
    weights.shape,
  );
  const [ofX, ofZ] = [centred(X, X, columns, lengths), centred(Z, X, columns, lengths)];
  const squared = (points: NDArray) => points.map((value) => value * value);
  const ones = (count: number) => new Float64Array(count).fill(1);
  const fromX = matmul(matmul(weighted, ones(Z.shape[0])), squared(ofX)).data;
  const fromZ = matmul(matmul(ones(X.shape[0]), weighted), squared(ofZ)).data;
  const mixed = matmul(weighted, ofZ).data;
  for (const [k, position] of positions.entries()) {
    let sum = fromX[k] + fromZ[k];
    for (let at = k; at < mixed.length; at += columns.length) sum -= 2 * ofX.data[at] * mixed[at];
    gradient[position] += sum;
  }
  if (scalePositions.length === 0) return;
  const values = crossCovariance(kernel, X, Z).data;
  const total = values.reduce((sum, value, at) => sum + 2 * value * weights.data[at], 0);
  for (const position of scalePositions) gradient[position] += total;
}

/** The chosen columns less those of the first row of `about`, over their lengths. */
function centred(
  { data, shape }: NDArray,
  about: NDArray,
  columns: readonly number[],
  lengths: readonly number[],
): NDArray {
  const [rows, width] = shape;
  const moved = new Float64Array(rows * columns.length);
  for (let i = 0; i < rows; i++) {
    for (const [k, column] of columns.entries()) {
      moved[i * columns.length + k] = (data[i * width + column] - about.data[column]) / lengths[k];
    }
  }
  return new NDArray(moved, [rows, columns.length]);
}
