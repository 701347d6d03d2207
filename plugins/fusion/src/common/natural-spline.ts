import { countUpTo } from "./search.js";

/** The cubic spline through points at ascending places whose second derivative is 0 at both ends. */
export function naturalSpline(places: Float64Array, values: Float64Array): (at: number) => number {
  const curvatures = secondDerivatives(places, values);
  return (at) => {
    const k = Math.min(Math.max(countUpTo(places, at) - 1, 0), places.length - 2);
    const width = places[k + 1] - places[k];
    const [a, b] = [(places[k + 1] - at) / width, (at - places[k]) / width];
    const bend = ((a ** 3 - a) * curvatures[k] + (b ** 3 - b) * curvatures[k + 1]) * (width ** 2 / 6);
    return a * values[k] + b * values[k + 1] + bend;
  };
}

/** The tridiagonal equations of the spline, by elimination without exchange: they are diagonally dominant. */
function secondDerivatives(places: Float64Array, values: Float64Array): Float64Array {
  const n = places.length;
  const result = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const [left, right] = [places[i] - places[i - 1], places[i + 1] - places[i]];
    const bend = 6 * ((values[i + 1] - values[i]) / right - (values[i] - values[i - 1]) / left);
    const pivot = 2 * (left + right) - left * upper[i - 1];
    upper[i] = right / pivot;
    result[i] = (bend - left * result[i - 1]) / pivot;
  }
  for (let i = n - 2; i > 0; i--) result[i] -= upper[i] * result[i + 1];
  return result;
}
