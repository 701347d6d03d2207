import { NDArray } from "@mesoscope/core";
import type { Bands } from "./filter-bank.js";

/** Every line of a series or a field along an axis, changed. */
export function mapLines(field: NDArray, axis: number, change: (line: Float64Array) => Float64Array): NDArray {
  return fromLines(linesOf(field, axis).map(change), field.rank, axis);
}

/** Every line along an axis, split in two bands. */
export function splitLines(field: NDArray, axis: number, split: (line: Float64Array) => Bands): [NDArray, NDArray] {
  const bands = linesOf(field, axis).map(split);
  const joined = (band: keyof Bands) =>
    fromLines(
      bands.map((pair) => pair[band]),
      field.rank,
      axis,
    );
  return [joined("low"), joined("high")];
}

/** What `splitLines` has split. */
export function joinLines(low: NDArray, high: NDArray, axis: number, join: (bands: Bands) => Float64Array): NDArray {
  const fast = linesOf(high, axis);
  const lines = linesOf(low, axis).map((slow, i) => join({ low: slow, high: fast[i] }));
  return fromLines(lines, low.rank, axis);
}

function linesOf(field: NDArray, axis: number): Float64Array[] {
  if (field.rank === 1) return [field.data];
  const { data, shape } = axis === 1 ? field : field.transpose();
  const [count, length] = shape;
  return Array.from({ length: count }, (_, i) => data.subarray(i * length, (i + 1) * length));
}

function fromLines(lines: readonly Float64Array[], rank: number, axis: number): NDArray {
  if (rank === 1) return new NDArray(lines[0]);
  const length = lines[0].length;
  const stacked = new NDArray(new Float64Array(lines.length * length), [lines.length, length]);
  for (const [i, line] of lines.entries()) stacked.data.set(line, i * length);
  return axis === 1 ? stacked : stacked.transpose();
}
