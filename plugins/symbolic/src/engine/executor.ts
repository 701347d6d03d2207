import type { Program } from "./program.js";

/** Sums over the rows; see `NormalEquations`. */
interface NormalSums {
  /** rᵀ W r */
  readonly squaredError: number;
  readonly gram: Float64Array;
  readonly gradient: Float64Array;
}

/** Runs programs over the rows of one layout; rows of results are those of the layout. */
export interface Executor {
  values(program: Program): Float64Array;
  /** Values, and their derivative by every parameter. */
  tangents(program: Program): { readonly values: Float64Array; readonly tangents: readonly Float64Array[] };
  /** rᵀ W r, not finite where a value is not. */
  squaredError(program: Program): number;
  /** The least one of a + b · values. */
  scaledError(program: Program): number;
  /** `scaledError` to some five digits. */
  scoutError(program: Program): number;
  normalEquations(program: Program): NormalSums;
}
