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

export const emptyBasis: OrthogonalBasis = { directions: [], parts: [] };

/** A column of which less than this fraction is new adds nothing. */
const smallestNewPart = 1e-7;

/** The basis with one more column; `undefined` where the column depends on those that are there. */
export function extendBasis(basis: OrthogonalBasis, column: Float64Array): OrthogonalBasis | undefined {
  const { rest, parts } = projectOut(basis, column);
  const length = Math.sqrt(dot(rest, rest));
  if (!(length > smallestNewPart * Math.sqrt(dot(column, column)))) return undefined;
  return {
    directions: [...basis.directions, rest.map((value) => value / length)],
    parts: [...basis.parts, [...parts, length]],
  };
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

/** Four partial sums, which the processor adds side by side. */
export function dot(a: Float64Array, b: Float64Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  const whole = a.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    s += a[i] * b[i];
    t += a[i + 1] * b[i + 1];
    u += a[i + 2] * b[i + 2];
    v += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) s += a[i] * b[i];
  return s + t + (u + v);
}
