import type { ArrayLike } from "@mesoscope/sdk";

/** What is known about single rows of the data, third argument of `fit` and `search`. */
export interface RowInformation {
  /** The standard deviation of every target, in its unit, where it was measured with different care. */
  readonly errors?: ArrayLike;
  /** How much every row counts; instead of `errors`. */
  readonly weights?: ArrayLike;
  /** The standard deviations of the inputs: one number a column, in its unit, 0 where it is exact. */
  readonly inputErrors?: readonly number[];
  /** What a row belongs to, such as its material: constants may then have a value for each. */
  readonly groups?: readonly (string | number)[];
}
