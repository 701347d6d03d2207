import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { DevtoolsCommand } from "../../protocol/devtools.js";
import { encodeFrame, FrameReader } from "../../protocol/frame.node.js";
import type { ToUser } from "../../protocol/user-process.js";
import { Relay } from "../debug/relay.node.js";
import type { GuardData, ToGuard } from "./start-guard.node.js";
import { stayAwake } from "./stay-awake.node.js";

/**
 * A thread beside the one that runs cells. It ends what runs there when a stop is asked for, has printed text sent
 * when the main thread is too busy to do so, and speaks to V8 for the debugger.
 */
const { expression, script, shared, slots } = workerData as GuardData;
const kernelPipe = 5;
/** Code that ends and begins anew all the time, such as a storm of microtasks, is caught by looking often. */
const quickLooks = 10;
/** Between later looks, in milliseconds. */
const lookPause = 2;
const longestUnsent = 60;

const session = new Session();
session.connectToMainThread();

/** Calls on the main thread are made one after the other: an end asked for by one must not hit the next. */
let lastCall: Promise<unknown> = Promise.resolve();

/** Evaluates a call on the main thread, also while it is busy. */
function onMainThread(call: string): Promise<unknown> {
  const parameters = { expression: `${expression}.${call}${script}`, returnByValue: true };
  const evaluate = () =>
    new Promise((resolve) => {
      const rest = stayAwake();
      session.post("Runtime.evaluate", parameters, (_, answer) => {
        rest();
        resolve((answer as { result?: { value?: unknown } } | undefined)?.result?.value);
      });
    });
  lastCall = lastCall.then(evaluate);
  return lastCall;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const turn = () => new Promise((resolve) => setImmediate(resolve));

let wanted = 0;
let settled = 0;
let looking = false;

/** Looks at the main thread until that has settled the last stop asked for. */
async function stopCells(): Promise<void> {
  if (looking) return;
  looking = true;
  for (let looks = 1; settled < wanted; looks++) {
    const asked = wanted;
    if ((await onMainThread(`stop(${asked})`)) === "settled") settled = asked;
    else await (looks < quickLooks ? turn() : pause(lookPause));
  }
  looking = false;
}

let watching = false;

/** Gives the main thread time to send what was printed, and has it sent otherwise. */
async function watchPrinted(): Promise<void> {
  if (watching) return;
  watching = true;
  do {
    await pause(longestUnsent);
    if (Atomics.load(shared, slots.printed)) await onMainThread("sendPrinted()");
  } while (Atomics.load(shared, slots.printed));
  watching = false;
}

// A session that is open when the process ends makes Node wait for it.
function release(): void {
  session.disconnect();
  relay?.close();
  Atomics.store(shared, slots.released, 1);
  Atomics.notify(shared, slots.released);
}

/** Opened by the first command of the debugger. */
let relay: Relay | undefined;

const reader = new FrameReader<Extract<ToUser, { type: "stop" }> | DevtoolsCommand>();
const pipe = new Socket({ fd: kernelPipe, readable: true, writable: true });
pipe.on("data", (chunk: Buffer) => {
  for (const { header } of reader.push(chunk)) {
    if (header.type === "stop") {
      wanted = header.stop;
      void stopCells();
    } else {
      relay ??= new Relay((message) => pipe.write(encodeFrame(message)));
      relay.post(header);
    }
  }
});
pipe.on("error", () => {});
// The kernel is gone, and the main thread may spin: nothing else would end this process.
pipe.on("close", () => process.kill(process.pid, "SIGKILL"));

parentPort?.on("message", (message: ToGuard) => {
  if (message === "release") release();
  else void watchPrinted();
});
