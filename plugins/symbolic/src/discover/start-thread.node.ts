import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { ThreadStart } from "./messages.js";
import type { startThread as portable, threadCount as portableCount } from "./start-thread.js";

/** What a worker is started with. */
export interface WorkerStart {
  readonly start: ThreadStart;
  readonly port: import("node:worker_threads").MessagePort;
  /** Counts the orders sent: a worker without anything to do sleeps until it changes. */
  readonly orders: Int32Array;
}

export const threadCount: typeof portableCount = availableParallelism;

export const startThread: typeof portable = (start, events) => {
  const { port1: port, port2: theirs } = new MessageChannel();
  const orders = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WorkerStart = { start, port: theirs, orders };
  const worker = new Worker(new URL("./search-worker.node.js", import.meta.url), {
    workerData,
    transferList: [theirs],
    execArgv: [],
  });
  port.on("message", (report) => events.report(report));
  worker.on("error", (error) => events.fail(error as Error));
  worker.on("exit", () => {
    // Its last report may be under way still, and would be lost with the port.
    for (let last = receiveMessageOnPort(port); last; last = receiveMessageOnPort(port)) events.report(last.message);
    port.close();
  });
  return {
    send(order) {
      port.postMessage(order);
      Atomics.add(orders, 0, 1);
      Atomics.notify(orders, 0);
    },
    terminate() {
      worker.terminate().catch(() => {});
    },
  };
};
