import { AsyncLocalStorage } from "node:async_hooks";
import type { TakeOutput } from "@mesoscope/sdk";
import { type RunMessage, rehearsal } from "../protocol/user-process.js";

/** How a value appears on the page. */
export type Shown = "display_data" | "update_display_data";

/** One execution: a cell, and all that it starts, also after it has ended. */
export interface Run {
  readonly number: number;
  readonly message: RunMessage;
  /** What the cell's last expression gave, once it has. */
  result?: { readonly value: unknown };
  /** What the cell is to wait for at its end: pictures in the making. */
  readonly unfinished: Promise<unknown>[];
  /** What the front end is to do after the run, such as opening its pager. */
  readonly payload: object[];
  /** What is to be done when the run is stopped, besides forgetting its timers. */
  readonly onStop: (() => void)[];
  readonly started: number;
  /** Takes what the run shows in place of the page. */
  readonly take?: TakeOutput | undefined;
  /** What `using` at the top level of the cell opened. */
  disposables?: AsyncDisposableStack;
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
  const run = createRun(message);
  if (!isRehearsal(run)) latest = run;
  runs.set(message.run, run);
  running.add(run);
  return run;
}

export const isRehearsal = (run: Run): boolean => run.number === rehearsal;

/** Work on a message that is no cell: what it prints belongs to that message. */
export function startOther(run: number): Run {
  const code = { source: "", code: "", steps: [] };
  return createRun({ type: "run", run, count: 0, id: "", ...code, silent: false, expressions: {} });
}

/** Work that a run has left for later: it shows things in the same place, and is stopped by itself. */
export function laterRun(owner: Run | undefined, take?: TakeOutput): Run {
  return createRun((owner ?? startOther(0)).message, take ?? owner?.take);
}

/** A part of a run, ended and stopped with it, of which `take` takes what it shows. */
export function partOf(run: Run | undefined, take: TakeOutput): Run {
  return Object.create(run ?? startOther(0), { take: { value: take } });
}

function createRun(message: RunMessage, take?: TakeOutput): Run {
  return { number: message.run, message, take, unfinished: [], payload: [], onStop: [], started: performance.now() };
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
