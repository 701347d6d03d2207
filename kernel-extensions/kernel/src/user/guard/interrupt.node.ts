import { flushAll } from "../capture/stream.node.js";
import { ownRun, runningRuns } from "../run.node.js";
import { endRunningCode } from "./boundary.node.js";
import { canEnd, guardScript, inKernel, isIdle, stackBelow } from "./stack.node.js";

/** What the guard found when it looked for code to stop. */
type Finding = "ended" | "later" | "settled";

const startImmediate = globalThis.setImmediate;
let lastSettled = 0;
let readAgain = () => {};
let waitsForKernel = false;

/** An end may have hit the code that reads messages: while a stop waits, that is asked to look again. */
export function onWaitingStop(read: () => void): void {
  readAgain = read;
}

/** Called when the main thread itself has settled a stop request. */
export function stopSettled(stop: number): void {
  lastSettled = stop;
  waitsForKernel = false;
}

/**
 * Called last by what user code calls in loops, such as printing: a stop that found the kernel at work ends the
 * caller on the way back.
 */
export function endStoppedCaller(caller: (...values: never[]) => unknown): void {
  if (waitsForKernel && canEnd(stackBelow(caller))) endRunningCode();
}

/**
 * Ends user code that runs now. The guard has it evaluated on the main thread between two instructions of
 * whatever runs there, so nothing can change between the look and the end.
 */
function stop(request: number): Finding {
  if (request <= lastSettled) return "settled";
  const frames = stackBelow(stop);
  if (isIdle(frames)) startImmediate(readAgain);
  waitsForKernel = inKernel(frames);
  if (!canEnd(frames)) return "later";
  const owner = ownRun();
  for (const run of runningRuns().concat(owner ?? [])) {
    run.stoppedIn ??= frames.map((frame) => `    at ${frame}`).join("\n");
  }
  if (owner) owner.stopped = true;
  endRunningCode();
  return "ended";
}

/** Sends what was printed by code that has kept the main thread since. */
function sendPrinted(): void {
  if (!inKernel(stackBelow(sendPrinted))) flushAll();
}

const key = "mesoscope.guard";
Object.defineProperty(globalThis, Symbol.for(key), { value: { stop, sendPrinted } });

/** The expression by which the guard reaches these; its script name hides it from the stacks looked at. */
export const guardReach = {
  expression: `globalThis[Symbol.for("${key}")]`,
  script: `\n//# sourceURL=${guardScript}`,
};
