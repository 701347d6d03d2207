import { Worker } from "node:worker_threads";

/** What the guard is given. */
export interface GuardData {
  readonly expression: string;
  readonly script: string;
  readonly shared: Int32Array;
  readonly slots: typeof slots;
}

export type ToGuard = "printed" | "release";

const longestWait = 500;
/** Memory that the main thread and the guard share. */
const shared = new Int32Array(new SharedArrayBuffer(8));
const slots = {
  /** 1 once the guard has let the main thread go. */
  released: 0,
  /** 1 while printed text waits to be sent. */
  printed: 1,
} as const;

let guard: Worker | undefined;

/** Starts the thread that ends cells when a stop is asked for. */
export function startGuard(reach: Pick<GuardData, "expression" | "script">): void {
  const workerData: GuardData = { ...reach, shared, slots };
  guard = new Worker(new URL("./guard-worker.node.js", import.meta.url), { workerData, execArgv: [] });
  guard.unref();
}

/** Lets the guard go, so that the process can end at once. */
export function releaseGuard(): void {
  tellGuard("release");
  if (guard) Atomics.wait(shared, slots.released, 0, longestWait);
}

/** Asks the guard to see to it that printed text is sent, until none waits. */
export function watchPrinted(): void {
  Atomics.store(shared, slots.printed, 1);
  tellGuard("printed");
}

export function printedSent(): void {
  Atomics.store(shared, slots.printed, 0);
}

function tellGuard(message: ToGuard): void {
  guard?.postMessage(message);
}
