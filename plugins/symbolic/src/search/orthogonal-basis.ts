import { dot, norm } from "./vectors.js";

/**
 * Columns made orthonormal one after another; immutable, so that a beam search can branch from it.
 *
 * @see Golub & Van Loan, Matrix Computations, section 5.2.8: modified Gram–Schmidt, here done twice
 */
export interface OrthogonalBasis {
  readonly directions: readonly Float64Array[];
  /** Of every added column its parts along the directions, the last one being what was new in it. */
  readonly parts: readonly (readonly number[])[];
}

const emptyBasis: OrthogonalBasis = { directions: [], parts: [] };

/** A column of which less than this fraction is new adds nothing. */
const smallestNewPart = 1e-7;

/** The basis with one more column; `undefined` where the column depends on those that are there. */
export function extendBasis(basis: OrthogonalBasis, column: Float64Array): OrthogonalBasis | undefined {
  const { rest, parts } = projectOut(basis, column);
  const length = norm(rest);
  if (!(length > smallestNewPart * norm(column))) return undefined;
  return {
    directions: [...basis.directions, rest.map((value) => value / length)],
    parts: [...basis.parts, [...parts, length]],
  };
}

/** A basis of columns, and the places of those that it is made of: the others depend on the ones before them. */
export function spanOf(columns: readonly Float64Array[]): { basis: OrthogonalBasis; kept: number[] } {
  let basis = emptyBasis;
  const kept: number[] = [];
  for (const [k, column] of columns.entries()) {
    const extended = extendBasis(basis, column);
    if (!extended) continue;
    basis = extended;
    kept.push(k);
  }
  return { basis, kept };
}

/** The basis of columns, without those that depend on the ones before them. */
export function basisOf(columns: readonly Float64Array[]): OrthogonalBasis {
  return spanOf(columns).basis;
}

/** What no combination of the columns explains, and how much of the column lies along each direction. */
export function projectOut(basis: OrthogonalBasis, column: Float64Array): { rest: Float64Array; parts: number[] } {
  const rest = column.slice();
  const parts = basis.directions.map(() => 0);
  for (let pass = 0; pass < 2; pass++) {
    for (const [k, direction] of basis.directions.entries()) {
      const part = dot(rest, direction);
      parts[k] += part;
      for (let i = 0; i < rest.length; i++) rest[i] -= part * direction[i];
    }
  }
  return { rest, parts };
}

/** The combination of columns that comes nearest to the response; 0 for those that depend on the ones before them. */
export function leastSquares(columns: readonly Float64Array[], response: Float64Array): number[] {
  const { basis, kept } = spanOf(columns);
  const coefficients = columns.map(() => 0);
  for (const [i, coefficient] of coefficientsOf(basis, response).entries()) coefficients[kept[i]] = coefficient;
  return coefficients;
}

/** The combination of the added columns that comes nearest to the response. */
export function coefficientsOf(basis: OrthogonalBasis, response: Float64Array): number[] {
  const { parts } = projectOut(basis, response);
  const coefficients = parts.slice();
  for (let k = coefficients.length - 1; k >= 0; k--) {
    for (let j = k + 1; j < coefficients.length; j++) coefficients[k] -= basis.parts[j][k] * coefficients[j];
    coefficients[k] /= basis.parts[k][k];
  }
  return coefficients;
}
