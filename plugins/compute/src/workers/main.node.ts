import { parentPort } from "node:worker_threads";
import { loadFunction } from "../load-function.node.js";
import { decode, encode } from "../record/encode.node.js";
import { type Outcome, runTask, sendOutcomes } from "../run-task.js";
import { sentError } from "../task-error.js";
import type { TaskFunction } from "../task-function.js";
import type { Answer, Chunk, Setup } from "./messages.js";

/** The program of a worker: takes the function, then chunks of tasks one after the other. */

let setup: Setup;
let run: Promise<TaskFunction<unknown, unknown>>;

function receive(message: Setup | Chunk): void {
  if ("run" in message) {
    setup = message;
    run = loadFunction(setup.run, setup.directory);
    run.catch(() => {}); // told in the answer to the first chunk
  } else void work(message);
}

async function work(chunk: Chunk): Promise<void> {
  const outcomes: Outcome[] = [];
  try {
    const call = await run;
    for (const task of chunk) outcomes.push(await runTask(call, task, setup.seed));
  } catch (error) {
    answer({ unready: sentError(error) });
    return;
  }
  sendOutcomes(outcomes, (sendable) => answer({ outcomes: sendable }));
}

function answer(message: Answer): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send!(encode(message));
}

if (parentPort) parentPort.on("message", receive);
else {
  process.on("message", (bytes) => receive(decode(bytes as unknown as Uint8Array) as Setup | Chunk));
  process.on("disconnect", () => process.exit());
}
