import { leastSquares } from "@mesoscope/core";

const degree = 4;

/** Rates of change of samples by polynomials through `radius` neighbours to each side, the nearer ones with more weight. */
export function localRates(times: Float64Array, values: Float64Array, radius: number): Float64Array {
  const width = Math.min(times.length, Math.max(2 * radius + 1, degree + 3));
  return times.map((time, i) => {
    const first = Math.min(Math.max(0, i - (width >> 1)), times.length - width);
    const span = 1.01 * Math.max(time - times[first], times[first + width - 1] - time);
    const rows: number[][] = [];
    const target = new Float64Array(width);
    for (let k = 0; k < width; k++) {
      const s = (times[first + k] - time) / span;
      const weight = 1 - s * s;
      rows.push(Array.from({ length: degree + 1 }, (_, power) => weight * s ** power));
      target[k] = weight * values[first + k];
    }
    return leastSquares(rows, target).x.get(1) / span;
  });
}
