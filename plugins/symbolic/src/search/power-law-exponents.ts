import { leastSquares } from "./orthogonal-basis.js";

/**
 * The exponents of the power law that comes nearest to the values: those of a plane through the logarithms, by weighted
 * least squares, where a variable that is constant or a power of others has the exponent 0. `undefined` where the values
 * are fewer than what is to tell of them.
 *
 * @param certainty one over the standard deviation of the logarithm of each value, up to a factor
 * @param logarithms of the variables
 */
export function powerLawExponents(
  values: Float64Array,
  certainty: Float64Array,
  logarithms: readonly Float64Array[],
): number[] | undefined {
  const weighted = (column: Float64Array) => column.map((value, i) => value * (certainty[i] as number));
  if (values.length <= logarithms.length) return undefined;
  const response = values.map((value) => Math.log(Math.abs(value) || Number.MIN_VALUE));
  return leastSquares([certainty, ...logarithms.map(weighted)], weighted(response)).slice(1);
}
