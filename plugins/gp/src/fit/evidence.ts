import type { ValueAndGradient } from "@mesoscope/core";
import { type DefiniteMatrix, scaledPoints, withDefiniteMatrix } from "@mesoscope/core/backend";
import type { CovarianceFunction, StationaryForm } from "../covariance/covariance.js";
import { type Conditioned, conditionIn, type Problem } from "./posterior.js";
import { addTermGradient } from "./term.js";

/**
 * The log marginal likelihood and `∂ log p(y) / ∂ log θ` for the kernel's `count` hyper-parameters and, last, the noise.
 *
 * One factor, one inverse and one pass over the pairs, all in one matrix. For censored targets the stand-ins are held
 * fixed, which is exact where expectation propagation has converged.
 *
 * @throws NumericError NOT_POSITIVE_DEFINITE, NOT_CONVERGED
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), eqs. 5.9 and 5.14; Seeger, Expectation
 * propagation for exponential families (2005), section 3
 */
export function evidence(problem: Problem, kernel: CovarianceFunction, noise: number, count: number): ValueAndGradient {
  return withDefiniteMatrix(problem.y.length, (matrix) => {
    const conditioned = conditionIn(matrix, problem, kernel, noise);
    matrix.invert();
    const gradient = new Float64Array(count + 1);
    const { stationary } = kernel;
    if (stationary?.distance) addStationary(gradient, matrix, problem, stationary, conditioned);
    else addTerms(gradient, matrix, problem, conditioned);
    addNoise(gradient, matrix, conditioned, noise);
    return { value: conditioned.logMarginalLikelihood, gradient };
  });
}

/** By the sums that are taken for all pairs at once; the diagonal depends on the variance alone. */
function addStationary(
  gradient: Float64Array,
  matrix: DefiniteMatrix,
  { X, jitter }: Problem,
  { distance, variance, scalePositions }: StationaryForm,
  { weights }: Conditioned,
): void {
  const { family, columns, lengths, positions } = distance!;
  const sums = matrix.pairSums(family, scaledPoints(X, columns, lengths), weights.data);
  for (const [k, position] of positions.entries()) gradient[position] += variance * sums[k];
  const ofVariance = variance * (2 * sums[columns.length] + (1 + jitter) * trace(matrix, weights.data));
  for (const position of scalePositions) gradient[position] += ofVariance;
}

/** Term by term, for any kernel; the inverse becomes the weights of the pairs. */
function addTerms(
  gradient: Float64Array,
  matrix: DefiniteMatrix,
  { X, jitter }: Problem,
  { term, weights: { data: weights } }: Conditioned,
): void {
  const { data, order: n } = matrix;
  const pairs = matrix.another();
  const ofJitter = (jitter * trace(matrix, weights)) / n;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) pairs.data[i * n + j] = weights[i] * weights[j] - data[i * n + j];
    const diagonal = i * (n + 1);
    pairs.data[diagonal] = (pairs.data[diagonal] + ofJitter) / 2;
  }
  addTermGradient(term, pairs, X, gradient, 0);
}

function addNoise(
  gradient: Float64Array,
  { data: inverse, order: n }: DefiniteMatrix,
  { weights: { data: weights }, sites }: Conditioned,
  noise: number,
): void {
  const last = gradient.length - 1;
  const censored = new Set(sites?.list.map((site) => site.row));
  for (let i = 0; i < n; i++) {
    if (!censored.has(i)) gradient[last] += noise * noise * (weights[i] ** 2 - inverse[i * (n + 1)]);
  }
  for (const { cavityVariance, z, slope } of sites?.list ?? []) {
    gradient[last] -= (slope * z * noise * noise) / (cavityVariance + noise * noise);
  }
}

/** Of `a aᵀ − K⁻¹`. */
function trace({ data: inverse, order: n }: DefiniteMatrix, weights: Float64Array): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i] ** 2 - inverse[i * (n + 1)];
  return total;
}
