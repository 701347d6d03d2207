import { type Column, takeRows } from "../column.js";

/** The position of every cell of a grid along each of its dimensions, in row-major order. */
export function expandAxes(
  dimensions: readonly string[],
  shape: readonly number[],
  coordinates: ReadonlyMap<string, Column>,
): Map<string, Column> {
  const length = shape.reduce((a, b) => a * b, 1);
  let inner = length;
  return new Map(
    dimensions.map((dimension, along) => {
      const size = shape[along]!;
      inner /= size;
      const step = inner;
      const positions = Array.from({ length }, (_, cell) => Math.floor(cell / step) % size);
      return [dimension, takeRows(coordinates.get(dimension)!, positions)];
    }),
  );
}
