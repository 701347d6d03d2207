import { type ArrayLike, checkOptions, ValueError } from "@mesoscope/sdk";

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

/** Throws ValueError BAD_OPTION. */
export function checkRowInformation(about: RowInformation): void {
  checkOptions("discover.fit", about, ["errors", "weights", "inputErrors", "groups"]);
  if (about.errors === undefined || about.weights === undefined) return;
  throw new ValueError(
    "BAD_OPTION",
    "discover.fit: errors and weights say the same in two ways. Give errors, or weights where they are only relative.",
  );
}
