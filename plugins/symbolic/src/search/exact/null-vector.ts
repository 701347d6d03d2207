import { NDArray, svd } from "@mesoscope/core";
import { largest, norm } from "../vectors.js";

/** A coefficient below this share of the largest one, of columns of length 1, is rounding. */
const roundingShare = 1e-7;

/** The one combination of columns that vanishes, with exact zeros where it has rounding; `undefined` where none does. */
export function nullVector(columns: readonly Float64Array[]): number[] | undefined {
  const lengths = columns.map(norm);
  if (!lengths.every((length) => length > 0 && Number.isFinite(length))) return undefined;
  const rows = columns[0].length;
  const width = columns.length;
  const matrix = new Float64Array(rows * width);
  columns.forEach((column, k) => {
    for (let i = 0; i < rows; i++) matrix[i * width + k] = column[i] / lengths[k];
  });
  const { singularValues, vt } = svd(new NDArray(matrix, [rows, width]));
  const [second, least] = singularValues.data.slice(-2);
  if (!(least < 1e-9 && second > 1e4 * Math.max(least, 1e-15))) return undefined;
  const vector = vt.data.slice((width - 1) * width);
  const most = largest(vector);
  return Array.from(vector, (value, k) => (Math.abs(value) < roundingShare * most ? 0 : value / lengths[k]));
}
