import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { board } from "./job-board.js";
import type { availableThreads as countPortable, startThreads as portable, Shared } from "./threads.js";

/** More share the memory bandwidth without being faster. */
const most = 8;

export const availableThreads: typeof countPortable = () => Math.min(availableParallelism(), most);

/** What a worker is started with. */
export interface WorkerStart extends Shared {
  readonly index: number;
  readonly count: number;
  /** The last job before it. */
  readonly job: number;
}

export const startThreads: typeof portable = (shared) => {
  const words = new Int32Array(shared.memory.buffer);
  const job = Atomics.load(words, board.job / 4);
  const count = shared.scratch.length;
  Atomics.store(words, board.ready / 4, 0);
  const workers = shared.scratch.slice(1).map((_, i) => {
    const workerData: WorkerStart = { ...shared, index: i + 1, count, job };
    const worker = new Worker(new URL("./thread-worker.node.js", import.meta.url), {
      workerData,
      execArgv: [],
    });
    // Then it is never ready, and the work is done without it.
    worker.on("error", () => {});
    worker.unref();
    return worker;
  });
  return {
    get areReady() {
      return Atomics.load(words, board.ready / 4) === workers.length;
    },
    stop() {
      for (const worker of workers) worker.terminate().catch(() => {});
    },
  };
};
