/** `matrix · coefficients = values`. */
export interface LinearConstraints {
  /** A row per constraint, a column per coefficient. */
  readonly matrix: readonly (readonly number[])[];
  readonly values: readonly number[];
}

/** All coefficients of a support that meet the constraints: `origin + Σ number · direction`. */
export interface FreeDirections {
  readonly origin: Float64Array;
  readonly directions: readonly Float64Array[];
}

const rounding = 1e-10;

/** By Gauss–Jordan elimination, coefficients outside the support being 0; `undefined` where nothing meets the constraints. */
export function freeDirections(
  { matrix, values }: LinearConstraints,
  support: readonly number[],
): FreeDirections | undefined {
  const size = support.length;
  const rows = matrix.map((row, i) => [...support.map((j) => row[j]), values[i]]);
  const scale = Math.max(largestOf(matrix), ...values.map(Math.abs));
  const pivots: number[] = [];
  for (let column = 0; column < size && pivots.length < rows.length; column++) {
    const done = pivots.length;
    const largest = Math.max(...rows.slice(done).map((row) => Math.abs(row[column])));
    if (!(largest > rounding * scale)) continue;
    const at = rows.findIndex((row, i) => i >= done && Math.abs(row[column]) === largest);
    [rows[done], rows[at]] = [rows[at], rows[done]];
    const pivot = rows[done].map((value) => value / rows[done][column]);
    rows.forEach((row, i) => {
      rows[i] = i === done ? pivot : row.map((value, k) => value - row[column] * pivot[k]);
    });
    pivots.push(column);
  }
  if (rows.slice(pivots.length).some((row) => Math.abs(row[size]) > rounding * scale)) return undefined;
  const origin = new Float64Array(size);
  pivots.forEach((column, i) => {
    origin[column] = rows[i][size];
  });
  const directions = support.flatMap((_, column) => {
    if (pivots.includes(column)) return [];
    const direction = new Float64Array(size);
    direction[column] = 1;
    pivots.forEach((pivot, i) => {
      direction[pivot] = -rows[i][column];
    });
    return [direction];
  });
  return { origin, directions };
}

function largestOf(matrix: readonly (readonly number[])[]): number {
  return Math.max(0, ...matrix.flatMap((row) => row.map(Math.abs)));
}
