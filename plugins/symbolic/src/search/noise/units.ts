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
