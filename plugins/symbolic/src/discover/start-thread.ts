import { clock } from "./clock.js";
import type { Order, Report, ThreadStart } from "./messages.js";
import { SearchThread } from "./search-thread.js";

/** A thread as the search sees it. */
export interface RunningThread {
  send(order: Order): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): void;
}

/** What comes back from a thread. */
export interface ThreadEvents {
  report(report: Report): void;
  fail(error: Error): void;
}

/** Milliseconds of work in a row where everything shares one thread. */
const slice = 10;

/** How many threads a search starts with unless told. */
export function threadCount(): number {
  return 1;
}

/** Runs in slices between the other work of this thread, where there are no worker threads. */
export function startThread(start: ThreadStart, events: ThreadEvents): RunningThread {
  const thread = new SearchThread(start, (report) => events.report(report));
  let isScheduled = false;
  let isTerminated = false;
  wake();
  return {
    send(order) {
      thread.receive(order);
      wake();
    },
    terminate() {
      isTerminated = true;
    },
  };

  function wake(): void {
    if (isScheduled || isTerminated || !thread.isRunning) return;
    isScheduled = true;
    setTimeout(work, 0);
  }

  function work(): void {
    isScheduled = false;
    try {
      const end = clock() + slice;
      while (!isTerminated && thread.isRunning && clock() < end) thread.step();
      wake();
    } catch (error) {
      events.fail(error as Error);
    }
  }
}
