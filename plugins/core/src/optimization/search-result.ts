/** Where a search for a minimum ended, and why; the same for every method. */
export interface SearchResult<Reason extends string = string> {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** How often the objective was computed. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** Which condition ended the search. */
  readonly reason: Reason;
}
