import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { FrameReader } from "../../protocol/frame.node.js";
import type { ToUser } from "../../protocol/user-process.js";
import type { slots as Slots } from "./shared.node.js";

/**
 * A thread beside the one that runs cells. It ends what runs there when a stop is asked for, and has printed
 * text sent when the main thread is too busy to do so.
 */
const { expression, script, shared, slots } = workerData as {
  expression: string;
  script: string;
  shared: Int32Array;
  slots: typeof Slots;
};
const stopPipe = 5;
const firstLook = 1;
const nextLook = 2;
const longestUnsent = 60;

const session = new Session();
session.connectToMainThread();

/** Evaluates a call on the main thread, also while it is busy. */
function onMainThread(call: string, then: (value: unknown) => void): void {
  const parameters = { expression: `${expression}.${call}${script}`, returnByValue: true };
  session.post("Runtime.evaluate", parameters, (_, answer) => {
    then((answer as { result?: { value?: unknown } } | undefined)?.result?.value);
  });
}

const reader = new FrameReader<ToUser>();
let wanted = 0;
let looking = false;

const pipe = new Socket({ fd: stopPipe, readable: true, writable: false });
pipe.on("data", (chunk: Buffer) => {
  for (const { header } of reader.push(chunk)) if (header.type === "stop") wanted = header.stop;
  if (looking) return;
  looking = true;
  setTimeout(look, firstLook);
});
// The kernel is gone, and the main thread may spin: nothing else would end this process.
pipe.on("close", () => process.kill(process.pid, "SIGKILL"));

/** Looks at the main thread until that has settled the request; one look at a time. */
function look(): void {
  const asked = wanted;
  onMainThread(`stop(${asked})`, (finding) => {
    looking = finding !== "settled" || asked < wanted;
    if (looking) setTimeout(look, nextLook);
  });
}

/** Waits for printed text, gives the main thread time to send it, and has it sent otherwise. */
async function watchPrinted(): Promise<void> {
  for (;;) {
    await Atomics.waitAsync(shared, slots.printed, 0).value;
    await new Promise((resolve) => setTimeout(resolve, longestUnsent));
    if (Atomics.load(shared, slots.printed)) await new Promise((sent) => onMainThread("sendPrinted()", sent));
  }
}
void watchPrinted();

// A session that is open when the process ends makes Node wait for it.
parentPort?.on("message", () => {
  session.disconnect();
  Atomics.store(shared, slots.released, 1);
  Atomics.notify(shared, slots.released);
});
