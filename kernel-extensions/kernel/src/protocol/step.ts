/** One step from code back to the text that it was made from. */
export type Step = EditStep | MapStep;

/** For each piece of the code three numbers: its offset, its offset in the text, and its length, 0 where it is new. */
export interface EditStep {
  readonly pieces: readonly number[];
}

/** A source map, as JSON text that holds the text it leads to, and the code it is for. */
export interface MapStep {
  readonly code: string;
  readonly map: string;
}

/** Code, and the steps that lead back to its source. */
export interface Stepped {
  readonly code: string;
  readonly source: string;
  /** None where every position is unchanged. */
  readonly steps: readonly Step[];
}
