import { createRequire, syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";
import { ownRun } from "../run.node.js";
import { callUser } from "./boundary.node.js";

type Callback = (...values: unknown[]) => unknown;
type Start = (callback: Callback, ...rest: unknown[]) => NodeJS.Timeout | NodeJS.Immediate;

const require = createRequire(import.meta.url);
const timers = require("node:timers") as Record<string, Start & { [promisify.custom]?: unknown }>;
const promises = require("node:timers/promises") as Record<string, (...values: never[]) => unknown>;

/**
 * Makes timers of cells stoppable. Node's own lists of timers break when a callback is unwound, so each
 * callback gets an evaluation of its own; and the timers of a stopped cell do nothing any more.
 */
export function guardTimers(report: (error: unknown) => void): void {
  for (const name of ["setTimeout", "setInterval", "setImmediate"]) {
    const guarded = guardedStart(timers[name]!, report);
    timers[name] = guarded;
    Object.defineProperty(globalThis, name, { value: guarded, writable: true, configurable: true, enumerable: true });
  }
  guardPromises();
  guardAbortSignal();
  syncBuiltinESMExports();
}

function guardedStart(start: Start & { [promisify.custom]?: unknown }, report: (error: unknown) => void): Start {
  const guarded: Start = (callback, ...rest) => {
    if (typeof callback !== "function") return start(callback, ...rest);
    const run = ownRun();
    return start(
      function (this: NodeJS.Timeout, ...values: unknown[]) {
        if (run?.stopped) return clearTimeout(this);
        const ended = callUser(callback, this, ...values);
        if (ended.kind === "error") report(ended.error);
        if (ended.kind === "terminated") clearTimeout(this);
      },
      ...rest,
    );
  };
  return Object.defineProperties(guarded, {
    name: { value: start.name },
    [promisify.custom]: { get: () => promises[start.name] },
  });
}

/** A loop that awaits a timer sleeps for good once its cell is stopped. */
function guardPromises(): void {
  for (const name of ["setTimeout", "setImmediate"]) {
    const wait = promises[name] as (...values: unknown[]) => Promise<unknown>;
    promises[name] = async (...values: unknown[]) => {
      const run = ownRun();
      const value = await wait(...values);
      return run?.stopped ? never() : value;
    };
  }
  const repeat = promises.setInterval as (...values: unknown[]) => AsyncIterable<unknown>;
  promises.setInterval = async function* (...values: unknown[]) {
    const run = ownRun();
    for await (const value of repeat(...values)) {
      if (run?.stopped) await never();
      yield value;
    }
  };
}

const never = () => new Promise<never>(() => {});

function guardAbortSignal(): void {
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    const reason = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    setTimeout(controller.abort.bind(controller, reason), milliseconds).unref();
    return controller.signal;
  };
}
