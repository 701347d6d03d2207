/** Columns closer than this to the span of those before them cannot be told from it. */
const dependence = 1e-9;

/**
 * Least squares by modified Gram–Schmidt; `undefined` where the columns depend on each other.
 *
 * @see Björck, Numerical Methods for Least Squares Problems, algorithm 2.4.2
 */
export function projectOut(
  columns: readonly Float64Array[],
  target: Float64Array,
): { coefficients: Float64Array; spread: Float64Array; residualSquares: number } | undefined {
  const size = columns.length;
  const basis = columns.map((column) => column.slice());
  const rest = target.slice();
  const triangle = new Float64Array(size * size);
  const projections = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const length = Math.sqrt(squares(basis[i]));
    if (!(length > dependence * Math.sqrt(squares(columns[i])))) return undefined;
    for (let k = 0; k < rest.length; k++) basis[i][k] /= length;
    triangle[i * size + i] = length;
    for (let j = i + 1; j < size; j++) triangle[i * size + j] = removePart(basis[j], basis[i]);
    projections[i] = removePart(rest, basis[i]);
  }
  const inverse = invertTriangle(triangle, size);
  const coefficients = new Float64Array(size);
  const spread = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = i; k < size; k++) coefficients[i] += inverse[i * size + k] * projections[k];
    for (let j = 0; j < size; j++) {
      for (let k = Math.max(i, j); k < size; k++) {
        spread[i * size + j] += inverse[i * size + k] * inverse[j * size + k];
      }
    }
  }
  return { coefficients, spread, residualSquares: squares(rest) };
}

/** Takes the part along a unit vector away and gives its length. */
function removePart(vector: Float64Array, unit: Float64Array): number {
  let part = 0;
  for (let k = 0; k < unit.length; k++) part += vector[k] * unit[k];
  for (let k = 0; k < unit.length; k++) vector[k] -= part * unit[k];
  return part;
}

function invertTriangle(upper: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    inverse[j * size + j] = 1 / upper[j * size + j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += upper[i * size + k] * inverse[k * size + j];
      inverse[i * size + j] = -sum / upper[i * size + i];
    }
  }
  return inverse;
}

function squares(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}
