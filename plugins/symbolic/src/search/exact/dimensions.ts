import type { DimensionVector, Problem } from "../problem.js";

/** `undefined` where units were not given: then any quantity may be added to any other. */
export type Dimension = DimensionVector | undefined;

export function dimensionOfTarget({ dimensions, targetDimension }: Problem): Dimension {
  return dimensions && targetDimension;
}

/** The dimension of a product of powers of the variables. */
export function dimensionOfProduct({ dimensions }: Problem, exponents: readonly number[]): Dimension {
  if (!dimensions) return undefined;
  const sum = new Array<number>(dimensions[0]?.length ?? 0).fill(0);
  for (let i = 0; i < exponents.length; i++) {
    if (exponents[i] !== 0) for (let k = 0; k < sum.length; k++) sum[k] += exponents[i] * dimensions[i][k];
  }
  return sum;
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

export function isSameDimension(a: Dimension, b: Dimension): boolean {
  return !a || !b || a.every((exponent, k) => Math.abs(exponent - b[k]) < 1e-9);
}

/** The same text for the same dimension. */
export function nameOfDimension(dimension: Dimension): string {
  return dimension?.map((exponent) => Math.round(exponent * 12)).join() ?? "";
}
