import {
  cholesky,
  choleskySolve,
  logDeterminant,
  matmul,
  type NDArray,
  type RandomStream,
  solveTriangular,
} from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { crossCovariance } from "../covariance/cross-covariance.js";
import { inducingRows } from "../sparse/inducing-points.js";
import { withConstant } from "../sparse/with-constant.js";

/** Of so many rows the pivots are chosen, and at most so many of them. */
const candidateRows = 2048;
const mostPivots = 256;
const pivotJitter = 1e-10;

/** The covariance that some rows explain, plus the noise: near that of all rows, and quick to invert. */
export interface Preconditioner {
  /** Its inverse times the columns of `b`. */
  solve(b: NDArray): NDArray;
  readonly logDeterminant: number;
  /** Columns drawn from the normal law that has it as covariance. */
  draw(count: number, stream: RandomStream): NDArray;
}

/**
 * The preconditioner of a partial Cholesky factor with the largest pivots.
 *
 * @see Gardner, Pleiss, Bindel, Weinberger & Wilson, GPyTorch: blackbox matrix-matrix Gaussian process inference with GPU
 *   acceleration, NeurIPS (2018), section 4.1
 */
export function pivotedPreconditioner(
  X: NDArray,
  kernel: CovarianceFunction,
  noise: number,
  constant: number,
): Preconditioner {
  const rows = X.shape[0];
  const stride = Math.max(1, Math.floor(rows / candidateRows));
  const candidates = X.take(Array.from({ length: Math.min(rows, candidateRows) }, (_, i) => i * stride));
  const pivots = candidates.take(inducingRows(candidates, withConstant(kernel, constant), noise, mostPivots));
  const count = pivots.shape[0];
  const own = crossCovariance(kernel, pivots, pivots, constant);
  const scale = own.data.reduce((sum, value, at) => (at % (count + 1) === 0 ? sum + value : sum), 0) / count;
  for (let m = 0; m < count; m++) own.data[m * (count + 1)] += pivotJitter * scale;
  const whitened = solveTriangular(cholesky(own), crossCovariance(kernel, pivots, X, constant));
  const precision = 1 / noise ** 2;
  const inner = matmul(whitened, whitened.transpose());
  for (let m = 0; m < count; m++) inner.data[m * (count + 1)] += noise ** 2;
  const factor = cholesky(inner);
  return {
    solve(b) {
      const explained = matmul(whitened.transpose(), choleskySolve(factor, matmul(whitened, b)));
      return b.map((value, at) => precision * (value - explained.data[at]));
    },
    logDeterminant: logDeterminant(factor) + 2 * (rows - count) * Math.log(noise),
    draw(columns, stream) {
      const signal = matmul(whitened.transpose(), stream.normals([count, columns]));
      return signal.map((value) => value + noise * stream.normal());
    },
  };
}
