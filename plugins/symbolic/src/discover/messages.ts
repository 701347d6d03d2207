import type { Expression } from "../expression/expression.js";
import type { Candidate } from "../search/candidate.js";
import type { Template } from "../search/guesses/template.js";
import type { Problem } from "../search/problem.js";

/** What a thread of a search is started with. */
export interface ThreadStart {
  readonly problem: Problem;
  readonly index: number;
  /** How many threads the search has. */
  readonly count: number;
  /** The user's own ideas of the law, tried before everything else. */
  readonly guesses: readonly Expression[];
  /** The form that the law has, where it is known. */
  readonly template: Template | undefined;
  /** Of an earlier search that goes on. */
  readonly front: readonly Candidate[];
  /** Work of this thread after which it is done, in node evaluations. */
  readonly work: number;
}

/** To a thread. */
export type Order =
  | { readonly kind: "pause" | "resume" | "stop" }
  | { readonly kind: "inject"; readonly guess: Expression }
  | { readonly kind: "continue"; readonly front: readonly Candidate[] };

/** A stage of a thread. */
export interface ThreadStage {
  readonly name: string;
  readonly isFinished: boolean;
}

/** From a thread. */
export interface Report {
  /** "progress" now and then, "arrived" at the end of a round, where it waits for "continue", and "ended" at last. */
  readonly kind: "progress" | "arrived" | "ended";
  /** What it has done and what it is doing, in order. */
  readonly stages: readonly ThreadStage[];
  /** Node evaluations since the start. */
  readonly work: number;
  readonly front: readonly Candidate[];
  readonly rivals: readonly Candidate[];
  /** Whether nothing is left to try, or its work is done. */
  readonly isDone: boolean;
}
