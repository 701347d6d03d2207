import type { Outcome, Task } from "../run-task.js";
import type { SentError } from "../task-error.js";
import type { SentFunction } from "../task-function.js";

/** The first message to a worker. */
export interface Setup {
  readonly run: SentFunction;
  /** Where the function looks for what it imports. */
  readonly directory: string;
  readonly seed: number;
}

/** Every later message to a worker. */
export type Chunk = readonly Task[];

/** What a worker answers to a chunk: its outcomes, or why it has no function. */
export type Answer = { readonly outcomes: readonly Outcome[] } | { readonly unready: SentError };
