import { AsyncLocalStorage } from "node:async_hooks";
import type { RunMessage } from "../protocol/user-process.js";

/** One execution: a cell, and all that it starts, also after it has ended. */
export interface Run {
  readonly number: number;
  readonly message: RunMessage;
  /** What the cell's last expression gave, once it has. */
  result?: { readonly value: unknown };
  /** Set when the run was asked to stop. */
  stopped?: boolean;
}

const storage = new AsyncLocalStorage<Run>();
const runs = new Map<number, Run>();
let latest: Run | undefined;

export function startRun(message: RunMessage): Run {
  latest = { number: message.run, message };
  runs.set(message.run, latest);
  return latest;
}

/** Runs `work` so that it and all that it starts belong to `run`. */
export function inRun<T>(run: Run | undefined, work: () => T): T {
  return run ? storage.run(run, work) : work();
}

/** The run that the calling code belongs to; code that nobody's run started counts to the latest. */
export function currentRun(): Run | undefined {
  return storage.getStore() ?? latest;
}

/** The run that the calling code was started by, where that is known. */
export function ownRun(): Run | undefined {
  return storage.getStore();
}

export function findRun(number: number): Run | undefined {
  return runs.get(number);
}
