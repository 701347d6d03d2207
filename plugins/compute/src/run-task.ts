import { clock } from "./clock.js";
import { type SentError, sentError } from "./task-error.js";
import type { TaskFunction } from "./task-function.js";
import { taskSeed } from "./task-seed.js";

/** What became of one task, as it travels between processes. */
export type Outcome = { readonly index: number; readonly seconds: number } & (
  | { readonly value: unknown }
  | { readonly error: SentError; readonly lost?: boolean }
);

/** A task on its way: its place and its input. */
export type Task = readonly [index: number, input: unknown];

/** Runs one task, wherever that is. An error becomes its outcome; only a stop goes through. */
export async function runTask(
  run: TaskFunction<unknown, unknown>,
  [index, input]: Task,
  seed: number,
): Promise<Outcome> {
  const start = clock();
  try {
    const value = await run(input, { seed: taskSeed(seed, index), index });
    return { index, seconds: clock() - start, value };
  } catch (error) {
    if (isStop(error)) throw error;
    return { index, seconds: clock() - start, error: sentError(error) };
  }
}

/** The kernel has a class of its own for it. */
function isStop(error: unknown): boolean {
  return (error as { code?: unknown } | null | undefined)?.code === "STOPPED";
}

/** Outcomes that `send` can carry: a value that cannot be copied becomes the error that says so. */
export function sendOutcomes<T>(outcomes: readonly Outcome[], send: (outcomes: readonly Outcome[]) => T): T {
  try {
    return send(outcomes);
  } catch {
    return send(outcomes.map(copyable));
  }
}

function copyable(outcome: Outcome): Outcome {
  try {
    structuredClone(outcome);
    return outcome;
  } catch (error) {
    return { index: outcome.index, seconds: outcome.seconds, error: sentError(error) };
  }
}
