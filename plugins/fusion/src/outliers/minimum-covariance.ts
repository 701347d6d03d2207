import {
  argsort,
  cholesky,
  logDeterminant,
  matmul,
  mean,
  type NDArray,
  type RandomStream,
  solveTriangular,
} from "@mesoscope/core";
import { NumericError, tick } from "@mesoscope/sdk";

const starts = 500;
const finalists = 10;
const mostSteps = 100;
/** Share of a column's spread that must be its own for it not to depend on others. */
const flatness = 1e-7;

/** Centre of a cloud of points and the Cholesky factor of its covariance. */
export interface Cloud {
  readonly centre: Float64Array;
  readonly factor: NDArray;
}

/**
 * The half of the rows whose covariance has the least determinant, sought from many small subsets by steps that never
 * raise it.
 *
 * @see Rousseeuw & Van Driessen, A fast algorithm for the minimum covariance determinant estimator, Technometrics 41 (1999)
 */
export async function minimumCovariance(X: NDArray, stream: RandomStream): Promise<Cloud> {
  const [n, columns] = X.shape;
  const half = halfOf(X);
  const step = (cloud: Cloud) => cloudOf(X, argsort(squaredDistances(X, cloud)).slice(0, half));
  const found: Cloud[] = [];
  for (let start = 0; start < starts; start++) {
    await tick(start, starts);
    const first = growingStart(X, stream.permutation(n));
    const second = first && step(first);
    const third = second && step(second);
    if (third) found.push(third);
  }
  const best = found.sort((a, b) => logDeterminant(a.factor) - logDeterminant(b.factor)).slice(0, finalists);
  const settled = best.map((cloud) => settle(cloud, step));
  if (settled.length === 0) throw flat(columns);
  return settled.reduce((a, b) => (logDeterminant(b.factor) < logDeterminant(a.factor) ? b : a));
}

/** How many rows the half is, so that as many outliers as possible are borne. */
export function halfOf({ shape: [n, columns] }: NDArray): number {
  return Math.ceil((n + columns + 1) / 2);
}

/** Mean and covariance of the rows at these positions; undefined where they lie in a plane of fewer dimensions. */
export function cloudOf(X: NDArray, positions: ArrayLike<number>, scale = 1): Cloud | undefined {
  const rows = X.take(positions);
  const columns = X.shape[1];
  const centre = mean(rows, 0).data;
  const centred = rows.map((value, at) => value - centre[at % columns]);
  const covariance = matmul(centred.transpose(), centred).map((value) => (scale * value) / positions.length);
  const factor = definite(covariance);
  return factor && { centre, factor };
}

/** The Cholesky factor; undefined where the matrix is singular apart from rounding. */
function definite(covariance: NDArray): NDArray | undefined {
  const spreads = covariance.data.filter((_, at) => at % (covariance.shape[0] + 1) === 0);
  try {
    const factor = cholesky(covariance);
    return spreads.every((spread, i) => factor.get(i, i) > flatness * Math.sqrt(spread)) ? factor : undefined;
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}

/** Squares of the Mahalanobis distances of all rows from the centre. */
export function squaredDistances(X: NDArray, { centre, factor }: Cloud): Float64Array {
  const [n, columns] = X.shape;
  const centred = X.map((value, at) => value - centre[at % columns]).transpose();
  const whitened = solveTriangular(factor, centred).data;
  const squares = new Float64Array(n);
  for (let at = 0; at < whitened.length; at++) squares[at % n] += whitened[at] * whitened[at];
  return squares;
}

/** The first rows of an order, one more than columns, and more as long as they lie in a plane. */
function growingStart(X: NDArray, order: Int32Array): Cloud | undefined {
  const [n, columns] = X.shape;
  for (let count = columns + 1; count <= n; count++) {
    const cloud = cloudOf(X, order.subarray(0, count));
    if (cloud) return cloud;
  }
  return undefined;
}

function settle(cloud: Cloud, step: (cloud: Cloud) => Cloud | undefined): Cloud {
  let current = cloud;
  for (let i = 0; i < mostSteps; i++) {
    const next = step(current);
    if (!next || logDeterminant(next.factor) >= logDeterminant(current.factor)) return current;
    current = next;
  }
  return current;
}

function flat(columns: number): NumericError {
  return new NumericError(
    "SINGULAR",
    `mahalanobisOutliers: half of the rows lie in a plane of fewer than ${columns} dimensions. Leave out dependent columns.`,
  );
}
