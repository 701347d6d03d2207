import { leastSquares, NDArray } from "@mesoscope/core";

/** The slopes of a linear fit with an offset; `undefined` where a number is not finite. */
export function linearFit(quantity: Float64Array, columns: readonly Float64Array[]): readonly number[] | undefined {
  const width = columns.length + 1;
  const design = new Float64Array(quantity.length * width).fill(1);
  columns.forEach((column, k) => {
    for (let i = 0; i < column.length; i++) design[i * width + k + 1] = column[i];
  });
  if (!design.every(Number.isFinite) || !quantity.every(Number.isFinite)) return undefined;
  const { x } = leastSquares(new NDArray(design, [quantity.length, width]), new NDArray(quantity));
  return [...x.data.slice(1)];
}
