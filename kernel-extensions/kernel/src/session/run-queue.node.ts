import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";

/** Work that waits for its turn. */
export interface Job {
  /** Starts at once; settles with true when what is queued behind must be aborted. Never rejects. */
  start(): Promise<boolean>;
  /** The reply may go out now. */
  finish(): void;
  abort(): void;
}

/** How long requests that were sent together with a failed one may take to arrive, in milliseconds. */
const arrival = 10;
/** Behind a job that took longer than this they have all arrived. */
const long = 20;

/**
 * Runs one job at a time, in the order added. When one fails, those queued until then are aborted,
 * and nothing that is added after its reply.
 */
export class RunQueue {
  #waiting: Job[] = [];
  #running = false;

  get busy(): boolean {
    return this.#running;
  }

  /** Aborts what waits; what runs goes on. */
  abort(): void {
    for (const job of this.#waiting.splice(0)) job.abort();
  }

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
      const begun = performance.now();
      const failed = await job.start();
      if (failed && performance.now() - begun < long) await delay(arrival);
      const aborted = failed ? this.#waiting.splice(0) : [];
      job.finish();
      for (const other of aborted) {
        await turn();
        other.abort();
      }
      if (this.#waiting.length > 0) await turn();
    }
    this.#running = false;
  }
}
