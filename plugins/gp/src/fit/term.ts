import type { NDArray } from "@mesoscope/core";
import { type DefiniteMatrix, scaledPoints } from "@mesoscope/core/backend";
import type { CovarianceFunction } from "../covariance/covariance.js";

/** A part of a kernel with its values at all pairs of rows, so that a product need not compute them again. */
export interface Term {
  readonly kernel: CovarianceFunction;
  readonly values: DefiniteMatrix;
  readonly terms: readonly Term[];
}

/** Above so many rows the values of the parts would fill the memory: they are computed again instead, row by row. */
const mostRows = 1500;

/** Fills the lower triangle of `values` with the kernel. */
export function fillTerm(values: DefiniteMatrix, kernel: CovarianceFunction, X: NDArray): Term {
  const { stationary, parts } = kernel;
  const { data, order: n } = values;
  if (stationary?.distance) {
    const { family, columns, lengths } = stationary.distance;
    values.fill({ family, variance: stationary.variance, offset: 0 }, scaledPoints(X, columns, lengths));
  } else if (parts && !stationary && n <= mostRows) {
    const terms = parts.terms.map((term) => fillTerm(values.another(), term, X));
    copyTriangle(values, terms[0].values);
    for (const term of terms.slice(1)) {
      if (parts.kind === "sum") addTriangle(values, term.values);
      else multiplyTriangle(values, term.values);
    }
    return { kernel, values, terms };
  } else {
    for (let i = 0; i < n; i++) kernel.row(X, i, X, i + 1, data.subarray(i * n, i * n + i + 1));
  }
  return { kernel, values, terms: [] };
}

/** Adds `Σ weights ∂k / ∂log θ` over the lower triangle; the kernel's values must still be there for a product. */
export function addTermGradient(
  { kernel, values, terms }: Term,
  weights: DefiniteMatrix,
  X: NDArray,
  gradient: Float64Array,
  offset: number,
): void {
  const { stationary, parts } = kernel;
  if (terms.length > 0 && parts?.kind === "sum") {
    for (const [t, term] of terms.entries()) addTermGradient(term, weights, X, gradient, offset + parts.offsets[t]);
  } else if (terms.length > 0) {
    const weighted = weights.another();
    for (const [t, term] of terms.entries()) {
      copyTriangle(weighted, weights);
      for (const other of terms) if (other !== term) multiplyTriangle(weighted, other.values);
      addTermGradient(term, weighted, X, gradient, offset + parts!.offsets[t]);
    }
  } else if (stationary) {
    const { distance, scalePositions, variance } = stationary;
    const { family, columns = [], lengths = [], positions = [] } = distance ?? {};
    const sums = family ? weights.weightedSums(family, scaledPoints(X, columns, lengths)) : [];
    for (const [k, position] of positions.entries()) gradient[offset + position] += variance * sums[k];
    const total = scalePositions.length > 0 ? 2 * innerProduct(weights, values) : 0;
    for (const position of scalePositions) gradient[offset + position] += total;
  } else {
    const { data, order: n } = weights;
    for (let i = 0; i < n; i++) {
      kernel.gradient(X, i, X, i + 1, data.subarray(i * n, i * n + i + 1), gradient, offset);
    }
  }
}

function copyTriangle({ data: target, order: n }: DefiniteMatrix, { data: source }: DefiniteMatrix): void {
  for (let i = 0; i < n; i++) target.set(source.subarray(i * n, i * n + i + 1), i * n);
}

function addTriangle({ data: target, order: n }: DefiniteMatrix, { data: source }: DefiniteMatrix): void {
  for (let i = 0; i < n; i++) for (let at = i * n; at <= i * (n + 1); at++) target[at] += source[at];
}

function multiplyTriangle({ data: target, order: n }: DefiniteMatrix, { data: source }: DefiniteMatrix): void {
  for (let i = 0; i < n; i++) for (let at = i * n; at <= i * (n + 1); at++) target[at] *= source[at];
}

function innerProduct({ data: a, order: n }: DefiniteMatrix, { data: b }: DefiniteMatrix): number {
  let total = 0;
  for (let i = 0; i < n; i++) for (let at = i * n; at <= i * (n + 1); at++) total += a[at] * b[at];
  return total;
}
