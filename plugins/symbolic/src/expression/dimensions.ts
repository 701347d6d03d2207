import type { DimensionVector } from "../search/problem.js";

/** `undefined` where units were not given: then any quantity may be added to any other. */
export type Dimension = DimensionVector | undefined;

/** The dimension of a product of powers of the variables. */
export function dimensionOfProduct(variables: readonly DimensionVector[], exponents: readonly number[]): number[] {
  const dimension = variables[0]?.map(() => 0) ?? [];
  for (const [i, exponent] of exponents.entries()) {
    if (exponent !== 0) for (let k = 0; k < dimension.length; k++) dimension[k] += exponent * variables[i][k];
  }
  return dimension;
}

export function raised(dimension: Dimension, power: number): Dimension {
  return dimension?.map((exponent) => exponent * power);
}

/** The dimension of a · b^power. */
export function multiplied(a: Dimension, b: Dimension, power = 1): Dimension {
  return a && b && a.map((exponent, k) => exponent + power * b[k]);
}

/** Whether a function may be taken of such a quantity, or a number added to it. */
export function isNumber(dimension: Dimension): boolean {
  return !dimension || dimension.every((exponent) => Math.abs(exponent) < 1e-9);
}

/** Apart from rounding; what is missing at the end of one is 0. */
export function isSameDimension(a: Dimension, b: Dimension): boolean {
  if (!a || !b) return true;
  const count = Math.max(a.length, b.length);
  for (let k = 0; k < count; k++) if (!(Math.abs((a[k] ?? 0) - (b[k] ?? 0)) < 1e-9)) return false;
  return true;
}

/** The same text for the same dimension. */
export function nameOfDimension(dimension: Dimension): string {
  return dimension?.map((exponent) => Math.round(exponent * 12)).join() ?? "";
}
