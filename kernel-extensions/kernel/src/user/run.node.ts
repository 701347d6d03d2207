import { AsyncLocalStorage } from "node:async_hooks";
import type { RunMessage } from "../protocol/user-process.js";

/** One execution: a cell, and all that it starts, also after it has ended. */
export interface Run {
  readonly number: number;
  readonly message: RunMessage;
  /** What the cell's last expression gave, once it has. */
  result?: { readonly value: unknown };
  /** Set when the run was asked to stop: its timers do nothing any more. */
  stopped?: boolean;
  /** The stack at which the run was stopped, where code of it was running. */
  stoppedIn?: string;
}

const storage = new AsyncLocalStorage<Run>();
const runs = new Map<number, Run>();
const running = new Set<Run>();
let latest: Run | undefined;

export function startRun(message: RunMessage): Run {
  latest = { number: message.run, message };
  runs.set(message.run, latest);
  running.add(latest);
  return latest;
}

/** Marks the run as answered; false where it was before. */
export function endRun(run: Run): boolean {
  return running.delete(run);
}

/** Runs that have not been answered yet. */
export function runningRuns(): readonly Run[] {
  return [...running];
}

/** Runs `work` so that it and all that it starts belong to `run`. */
export function inRun<T>(run: Run | undefined, work: () => T): T {
  return run ? storage.run(run, work) : work();
}

/** The run that started the calling code, where that is known. */
export function ownRun(): Run | undefined {
  return storage.getStore();
}

/** The run that the calling code belongs to; what nobody's run started counts to the latest. */
export function currentRun(): Run | undefined {
  return storage.getStore() ?? latest;
}

export function findRun(number: number): Run | undefined {
  return runs.get(number);
}
