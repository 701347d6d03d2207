import { choleskyInverse, choleskySolve, logDeterminant, matmul, NDArray, solveTriangular } from "@mesoscope/core";
import { factorize } from "../fit/factorize.js";
import type { NoisyCovariance } from "./process-family.js";

/** What is added to the diagonal, in units of the standardised targets' variance: below what rounding leaves. */
const jitter = 1e-10;

/** Mean and variance of a function at some points, each of shape [m]. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** A Gaussian process of mean 0 with known hyper-parameters, given data. */
export class ConditionedProcess {
  readonly #covariance: NoisyCovariance;
  readonly #X: NDArray;
  readonly #y: NDArray;
  readonly #factor: NDArray;
  readonly #weights: NDArray;

  /** @throws NumericError NOT_POSITIVE_DEFINITE */
  constructor(covariance: NoisyCovariance, inputs: NDArray, y: NDArray) {
    const X = covariance.stretch(inputs);
    const n = y.size;
    const matrix = new NDArray(new Float64Array(n * n), [n, n]);
    for (let i = 0; i < n; i++) {
      covariance.row(X, i, X, i + 1, matrix.data.subarray(i * n, i * n + i + 1));
      matrix.data[i * (n + 1)] += covariance.noiseVariance(X, i) + jitter;
    }
    this.#covariance = covariance;
    this.#X = X;
    this.#y = y;
    this.#factor = factorize(matrix);
    this.#weights = choleskySolve(this.#factor, y);
  }

  get logLikelihood(): number {
    const n = this.#y.size;
    let fit = 0;
    for (let i = 0; i < n; i++) fit += this.#y.data[i] * this.#weights.data[i];
    return -0.5 * (fit + logDeterminant(this.#factor) + n * Math.log(2 * Math.PI));
  }

  /** Of the function, without noise, at every row of `inputs`. */
  moments(inputs: NDArray): Moments {
    const points = this.#covariance.stretch(inputs);
    const cross = this.#cross(points);
    const explained = solveTriangular(this.#factor, cross);
    const [n, m] = cross.shape;
    const mean = new Float64Array(m);
    const variance = Float64Array.from({ length: m }, (_, j) => this.#covariance.variance(points, j));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        mean[j] += this.#weights.data[i] * cross.data[i * m + j];
        variance[j] -= explained.data[i * m + j] ** 2;
      }
    }
    return { mean, variance: variance.map((value) => Math.max(value, 0)) };
  }

  /** Covariance of the function at the rows of `inputs`, of shape [m, m]. */
  jointCovariance(inputs: NDArray): NDArray {
    const points = this.#covariance.stretch(inputs);
    const explained = solveTriangular(this.#factor, this.#cross(points));
    const m = points.shape[0];
    const covariance = matmul(explained.transpose(), explained).map((value) => -value);
    const row = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      this.#covariance.row(points, i, points, m, row);
      for (let j = 0; j < m; j++) covariance.data[i * m + j] += row[j];
    }
    return covariance;
  }

  /** Mean and variance of every target, with its noise, given all others. */
  leaveOneOut(): Moments {
    const n = this.#y.size;
    const inverse = choleskyInverse(this.#factor).data;
    const variance = Float64Array.from({ length: n }, (_, i) => 1 / inverse[i * (n + 1)]);
    return { mean: variance.map((value, i) => this.#y.data[i] - this.#weights.data[i] * value), variance };
  }

  #cross(points: NDArray): NDArray {
    const [n, m] = [this.#y.size, points.shape[0]];
    const cross = new NDArray(new Float64Array(n * m), [n, m]);
    for (let i = 0; i < n; i++) {
      this.#covariance.row(this.#X, i, points, m, cross.data.subarray(i * m, (i + 1) * m));
    }
    return cross;
  }
}
