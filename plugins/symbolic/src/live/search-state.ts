import type { Candidate } from "../search/candidate.js";

/** What a running search tells of itself. */
export interface SearchState {
  /** What was and is tried, in order. */
  readonly stages: readonly { readonly name: string; readonly isFinished: boolean }[];
  readonly seconds: number;
  /** When it ends at the latest; `undefined` where its time is not limited. */
  readonly secondsInAll: number | undefined;
  /** Nodes times rows that were evaluated. */
  readonly work: number;
  /** By ascending complexity and descending loss. */
  readonly front: readonly Candidate[];
  readonly isPaused: boolean;
}
