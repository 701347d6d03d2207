import { norm } from "@mesoscope/core";

/** The norm of the difference of two lists of numbers relative to that of the first; 0 where they are the same. */
export function relativeChange(before: Float64Array, after: Float64Array): number {
  const change = norm(before.map((value, i) => after[i]! - value));
  return change === 0 ? 0 : change / norm(before);
}
