/** A thread of the embedded kernels: it waits for a job, does its share, and waits again. */
import { workerData } from "node:worker_threads";
import { instantiate } from "./instantiate.js";
import { board, sharedKernels } from "./job-board.js";
import type { WorkerStart } from "./threads.node.js";

const looks = 2000;

const { module, memory, scratch, index, count, job } = workerData as WorkerStart;
const kernels = instantiate(module, memory);
const words = new Int32Array(memory.buffer);
const call = new Float64Array(memory.buffer, board.call, 32);

kernels.setThread(index, count, scratch[index], board.meeting);
Atomics.add(words, board.ready / 4, 1);
for (let seen = job; ; seen++) {
  for (let i = 0; i < looks && Atomics.load(words, board.job / 4) === seen; i++);
  Atomics.wait(words, board.job / 4, seen);
  const [kernel, argumentCount] = call;
  kernels[sharedKernels[kernel!]!](...call.slice(2, 2 + argumentCount!));
}
