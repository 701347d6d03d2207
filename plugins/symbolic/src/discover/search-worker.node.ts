/** A thread of a search: between two steps it reads its orders, and it sleeps where it has nothing to do. */
import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { SearchThread } from "./search-thread.js";
import type { WorkerStart } from "./start-thread.node.js";

const { start, port, orders } = workerData as WorkerStart;
const thread = new SearchThread(start, (report) => port.postMessage(report));

while (!thread.hasEnded) {
  const seen = Atomics.load(orders, 0);
  for (let order = receiveMessageOnPort(port); order; order = receiveMessageOnPort(port)) thread.receive(order.message);
  if (thread.isRunning) thread.step();
  else if (!thread.hasEnded) Atomics.wait(orders, 0, seen);
}
port.close();
