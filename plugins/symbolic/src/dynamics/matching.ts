import type { LinearConstraints } from "./linear-constraints.js";
import type { Candidate, Segment } from "./segment.js";
import type { Term } from "./term-library.js";

/** What is matched to the data. */
export interface Matching {
  readonly terms: readonly Term[];
  readonly candidates: readonly Candidate[];
  readonly segments: readonly Segment[];
  /** Standard deviation of the noise on each state. */
  readonly noise: readonly number[];
  readonly constraints?: LinearConstraints | undefined;
}

/** A law, and the state at the start of every segment. */
export interface Guess {
  readonly coefficients: Float64Array;
  readonly starts: readonly Float64Array[];
}
