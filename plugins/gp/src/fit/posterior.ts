import { NDArray } from "@mesoscope/core";
import { type DefiniteMatrix, withDefiniteMatrix } from "@mesoscope/core/backend";
import type { CovarianceFunction } from "../covariance/covariance.js";
import { type CensoredSites, censoredSites } from "./censored-sites.js";
import { notDefinite, smallestPivot } from "./factorize.js";
import { fillTerm, type Term } from "./term.js";

/** Data and everything that stays the same while hyper-parameters change. */
export interface Problem {
  readonly X: NDArray;
  /** Targets less the centre of the prior mean. */
  readonly y: Float64Array;
  readonly bounds: Int8Array | undefined;
  /** Prior variance of the constant mean. */
  readonly meanVariance: number;
  /** What is added to the diagonal, relative to its mean. */
  readonly jitter: number;
}

/** The process given the data, but for the factor. Censored targets stand as measured ones with noise of their own. */
export interface Conditioned {
  /** The kernel at the data, term by term. */
  readonly term: Term;
  /** `(K + diag(noise variances))⁻¹ targets`. */
  readonly weights: NDArray;
  readonly targets: NDArray;
  readonly sites: CensoredSites | undefined;
  readonly logMarginalLikelihood: number;
}

/** The process given the data. */
export interface Posterior extends Omit<Conditioned, "term"> {
  /** Lower Cholesky factor of `K + diag(noise variances)`. */
  readonly factor: NDArray;
}

/**
 * Conditions the process on the data.
 *
 * @throws as `conditionIn`
 */
export function condition(problem: Problem, kernel: CovarianceFunction, noise: number): Posterior {
  const n = problem.y.length;
  return withDefiniteMatrix(n, (matrix) => {
    const { term: _, ...conditioned } = conditionIn(matrix, problem, kernel, noise);
    const factor = new NDArray(matrix.data.slice(), [n, n]);
    for (let i = 0; i < n; i++) factor.data.fill(0, i * n + i + 1, (i + 1) * n);
    return { ...conditioned, factor };
  });
}

/**
 * Conditions the process on the data; `matrix` becomes the factor.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE, also where rounding decides the last pivots
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), algorithm 2.1; section 3.6 for censored
 */
export function conditionIn(
  matrix: DefiniteMatrix,
  problem: Problem,
  kernel: CovarianceFunction,
  noise: number,
): Conditioned {
  const { data, order: n } = matrix;
  const term = fillPrior(matrix, problem, kernel);
  const sites = problem.bounds && censoredSites(new NDArray(data, [n, n]), problem.y, problem.bounds, noise);
  const targets = problem.y.slice();
  for (let i = 0; i < n; i++) data[i * (n + 1)] += noise * noise;
  for (const site of sites?.list ?? []) {
    targets[site.row] = site.target;
    data[site.row * (n + 1)] += site.variance - noise * noise;
  }
  const logDeterminant = factorizeIn(matrix);
  const weights = matrix.solve(targets);
  let fit = 0;
  for (let i = 0; i < n; i++) fit += targets[i] * weights[i];
  const gaussian = -0.5 * (fit + logDeterminant + n * Math.log(2 * Math.PI));
  return {
    term,
    weights: new NDArray(weights),
    targets: new NDArray(targets),
    sites,
    logMarginalLikelihood: gaussian + (sites?.logCorrection ?? 0),
  };
}

/** The matrix becomes its factor; returns the logarithm of its determinant. */
function factorizeIn(matrix: DefiniteMatrix): number {
  const { data, order: n } = matrix;
  const diagonal = Float64Array.from({ length: n }, (_, i) => data[i * (n + 1)]);
  const bad = matrix.factorize();
  if (bad) throw notDefinite(bad.row);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    const pivot = data[i * (n + 1)] ** 2;
    if (pivot < smallestPivot * diagonal[i]) throw notDefinite(i);
    logDeterminant += Math.log(pivot);
  }
  return logDeterminant;
}

/** Covariance of the process at the data, with the uncertain mean and the jitter, lower triangle only. */
function fillPrior(matrix: DefiniteMatrix, problem: Problem, kernel: CovarianceFunction): Term {
  const { X, meanVariance, jitter } = problem;
  const { data, order: n } = matrix;
  // The values of a constant are asked for once more, when `matrix` has become another.
  const isConstant = kernel.stationary && !kernel.stationary.distance;
  const term = fillTerm(isConstant ? matrix.another() : matrix, kernel, X);
  if (isConstant) data.set(term.values.data);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    for (let at = i * n; at <= i * (n + 1); at++) data[at] += meanVariance;
    trace += data[i * (n + 1)];
  }
  for (let i = 0; i < n; i++) data[i * (n + 1)] += (jitter * trace) / n;
  return term;
}
