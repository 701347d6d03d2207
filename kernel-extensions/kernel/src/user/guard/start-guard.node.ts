import { Worker } from "node:worker_threads";
import { guardExpression, guardScript } from "./interrupt.node.js";
import { shared, slots } from "./shared.node.js";

const longestWait = 500;
let guard: Worker | undefined;

/** Starts the thread that ends cells when a stop is asked for. */
export function startGuard(): void {
  guard = new Worker(new URL("./guard-worker.node.js", import.meta.url), {
    workerData: { expression: guardExpression, script: guardScript, shared, slots },
    execArgv: [],
  });
  guard.unref();
}

/** Lets the guard go, so that the process can end at once. */
export function releaseGuard(): void {
  guard?.postMessage("release");
  if (guard) Atomics.wait(shared, slots.released, 0, longestWait);
}
