import { boundaryScript } from "./boundary.node.js";

/** Scripts of the kernel that hold no state: they may be unwound like user code. */
const pureFolders = ["../display/", "../errors/"].map((folder) => new URL(folder, import.meta.url).href);
const kernelFolder = new URL("../../", import.meta.url).href;

/** The script of the guard's own expression on the main thread. */
export const guardScript = "node:mesoscope/guard";

/** Enough to see what called user code; chains of promises can be endless. */
const deepest = 500;

/** The frames below the function `top`, innermost first. */
export function stackBelow(top: (...values: never[]) => unknown): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = deepest;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(holder, top);
    return holder.stack as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Tells whether nothing runs: the event loop waits. */
export function isIdle(frames: readonly NodeJS.CallSite[]): boolean {
  return frames.every((frame) => scriptOf(frame) === guardScript);
}

/** Tells whether the kernel's own code is at work, perhaps by way of Node's. */
export function inKernel(frames: readonly NodeJS.CallSite[]): boolean {
  const innermost = frames.find((frame) => isWritten(frame) && !scriptOf(frame).startsWith("node:"));
  return innermost !== undefined && isKernel(scriptOf(innermost));
}

/**
 * Tells whether the innermost code is the user's and can be unwound alone: up to an evaluation, or to the
 * bottom of the stack. Directly above a timer of Node's own it cannot: that would end the process.
 */
export function canEnd(frames: readonly NodeJS.CallSite[]): boolean {
  let found = false;
  for (const frame of frames) {
    const script = scriptOf(frame);
    if (frame.isAsync() || isBoundary(script, frame.getFunctionName())) break;
    if (script === "node:internal/timers" || isKernel(script)) return false;
    if (!script.startsWith("node:") && isWritten(frame)) found = true;
  }
  return found;
}

function isBoundary(script: string, name: string | null): boolean {
  if (script === boundaryScript) return true;
  if (script === "node:inspector") return name === "post";
  return script === "node:internal/process/task_queues" && name === "runNextTicks";
}

const isKernel = (script: string) =>
  script.startsWith(kernelFolder) && !pureFolders.some((folder) => script.startsWith(folder));
/** Built-in functions have no script; nor has code made of text, but that is somebody's. */
const isWritten = (frame: NodeJS.CallSite) => scriptOf(frame) !== "" || frame.isEval();
const scriptOf = (frame: NodeJS.CallSite) => frame.getScriptNameOrSourceURL() ?? "";
