import { spanOf } from "../orthogonal-basis.js";
import { dot } from "../vectors.js";

/**
 * Coefficients of least squares of which some must be multiples of a half: the one nearest to such a number is fixed
 * first, and the others answer to it before the next is. Columns that depend on those before them have 0; `undefined` where
 * all are 0 and where rounding leaves no solution.
 */
export function roundedCoefficients(
  columns: readonly Float64Array[],
  response: Float64Array,
  isRounded: readonly boolean[],
  given: readonly (number | undefined)[],
): number[] | undefined {
  const gram = columns.map((a) => columns.map((b) => dot(a, b)));
  const moments = columns.map((column) => dot(column, response));
  const known = new Map<number, number>();
  for (const [k, value] of given.entries()) if (value !== undefined) known.set(k, value);
  const free = [...columns.keys()].filter((k) => !known.has(k));
  const { kept } = spanOf(free.map((k) => columns[k]));
  if (kept.length === 0) return undefined;
  for (const [i, k] of free.entries()) if (!kept.includes(i)) known.set(k, 0);
  for (;;) {
    const open = [...columns.keys()].filter((k) => !known.has(k));
    const matrix = open.map((k) => open.map((j) => gram[k][j]));
    const right = open.map((k) => [...known].reduce((sum, [j, value]) => sum - gram[k][j] * value, moments[k]));
    const solution = solveSymmetric(matrix, right);
    if (!solution) return undefined;
    const nearest = open
      .map((k, i) => ({ k, value: solution[i], rounded: Math.round(2 * solution[i]) / 2 }))
      .filter(({ k }) => isRounded[k])
      .sort((a, b) => Math.abs(a.value - a.rounded) - Math.abs(b.value - b.rounded))[0];
    if (!nearest) {
      for (const [i, k] of open.entries()) known.set(k, solution[i]);
      return [...columns.keys()].map((k) => known.get(k) as number);
    }
    known.set(nearest.k, nearest.rounded + 0);
  }
}

/** By elimination of a small positive-definite matrix; `undefined` where it is singular. */
function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, k) => [...row, right[k]]);
  for (let k = 0; k < rows.length; k++) {
    if (!(rows[k][k] > 1e-13 * matrix[k][k])) return undefined;
    for (let r = k + 1; r < rows.length; r++) {
      const factor = rows[r][k] / rows[k][k];
      for (let j = k; j <= rows.length; j++) rows[r][j] -= factor * rows[k][j];
    }
  }
  const solution = right.slice();
  for (let k = rows.length - 1; k >= 0; k--) {
    let sum = rows[k][rows.length];
    for (let j = k + 1; j < rows.length; j++) sum -= rows[k][j] * solution[j];
    solution[k] = sum / rows[k][k];
  }
  return solution;
}
