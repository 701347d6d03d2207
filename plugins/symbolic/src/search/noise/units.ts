import type { DimensionVector, Problem } from "../problem.js";

/** What units ask of a product of powers of the variables. */
export interface Units {
  readonly variables: readonly DimensionVector[];
  readonly target: DimensionVector;
}

/** The units that prune a search; `undefined` where none were given or constants may carry any. */
export function unitsOf(problem: Problem): Units | undefined {
  const { dimensions, targetDimension, constantsMayHaveUnits } = problem;
  if (!dimensions || !targetDimension || constantsMayHaveUnits) return undefined;
  return { variables: dimensions, target: targetDimension };
}

/** The unit of a product of powers. */
export function dimensionOfProduct(variables: readonly DimensionVector[], exponents: readonly number[]): number[] {
  const dimension = variables[0]?.map(() => 0) ?? [];
  for (const [i, exponent] of exponents.entries()) {
    if (exponent !== 0) for (let d = 0; d < dimension.length; d++) dimension[d] += exponent * variables[i][d];
  }
  return dimension;
}

export function isSameDimension(a: DimensionVector, b: DimensionVector): boolean {
  return a.every((exponent, d) => Math.abs(exponent - b[d]) < 1e-9);
}
