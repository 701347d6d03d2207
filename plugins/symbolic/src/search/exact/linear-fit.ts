import { leastSquares } from "../orthogonal-basis.js";

/**
 * The slopes of a linear fit with an offset, 0 for columns that depend on those before them; `undefined` where a number is
 * not finite.
 */
export function linearFit(quantity: Float64Array, columns: readonly Float64Array[]): readonly number[] | undefined {
  if (![quantity, ...columns].every((column) => column.every(Number.isFinite))) return undefined;
  return leastSquares([new Float64Array(quantity.length).fill(1), ...columns], quantity).slice(1);
}
