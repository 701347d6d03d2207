import { NDArray } from "@mesoscope/core";

/**
 * For each row of `points` the distance to the nearest row of `rows`, both of shape [·, d]; `skip` leaves out the row of
 * the point's own number.
 */
export function nearestDistances(points: NDArray, rows: NDArray, skip = false): NDArray {
  const [count, d] = points.shape;
  const n = rows.shape[0];
  const found = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < n; k++) {
      if (skip && k === i) continue;
      let square = 0;
      for (let j = 0; j < d && square < least; j++) square += (points.data[i * d + j] - rows.data[k * d + j]) ** 2;
      if (square < least) least = square;
    }
    found[i] = Math.sqrt(least);
  }
  return new NDArray(found);
}
