import type { Constraint } from "./constraints/constraint.js";

/** Exponents of the SI base units, in the order of `baseUnits` of core: m, kg, s, A, K, mol, cd, bit. */
export type DimensionVector = readonly number[];

/** Data and knowledge that a search starts from, checked and in SI; plain data that travels between threads. */
export interface Problem {
  readonly rows: number;
  /** One per variable, each of `rows` numbers. */
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  /** One over the variance of every target, up to a common factor; all 1 where `undefined`. */
  readonly weights?: Float64Array;
  readonly names: readonly string[];
  /** One per variable; `undefined` where units were not given, and then no formula is dropped for its units. */
  readonly dimensions?: readonly DimensionVector[];
  readonly targetDimension?: DimensionVector;
  /** Whether constants of the formula may carry units; else only numbers without a unit are fitted. */
  readonly constantsMayHaveUnits: boolean;
  /** The group of every row, from 0, for constants with a value per group. */
  readonly groups?: Int32Array;
  /**
   * Standard deviations of the errors of the variables, one array per variable; `undefined` for one without. The weights
   * are then one over the variances themselves.
   */
  readonly columnErrors?: readonly (Float64Array | undefined)[];
  /** What formulas must hold to; those that do not are dropped. */
  readonly constraints?: readonly Constraint[];
  readonly seed: number;
}
