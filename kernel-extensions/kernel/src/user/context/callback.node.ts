import type { TakeOutput } from "@mesoscope/sdk";
import { publish } from "../capture/publish.node.js";
import { flush } from "../capture/stream.node.js";
import { describeError } from "../describe-error.node.js";
import { showStopped } from "../errors/traceback.node.js";
import { callUser, type Ended } from "../guard/boundary.node.js";
import { currentRun, inRun, laterRun, partOf, type Run } from "../run.node.js";

/** Handlers that have not ended, and how each is told to stop. */
const underWay = new Map<Run, () => void>();

/** See `LiveContext`. */
export function callback<Values extends unknown[]>(
  work: (...values: Values) => unknown,
  take?: TakeOutput,
): (...values: Values) => Promise<void> | undefined {
  const owner = currentRun();
  return (...values) => {
    flush(owner); // what the cell has printed so far stands before what its handler prints
    const run = laterRun(owner, take);
    const ended = inRun(run, () => callUser(work, undefined, ...values));
    if (ended.kind === "value" && ended.value instanceof Promise) return untilEnded(run, ended.value);
    return show(run, ended);
  };
}

/** See `LiveContext`. */
export function capture<T>(take: TakeOutput, work: () => T): T {
  const part = partOf(currentRun(), take);
  let result: T | undefined;
  try {
    result = inRun(part, work);
    return result;
  } finally {
    if (result instanceof Promise) void result.then(ignore, ignore).then(() => flush(part));
    else flush(part);
  }
}

/** Ends every handler under way, whatever it waits for. */
export function stopCallbacks(): void {
  for (const stop of underWay.values()) stop();
}

async function untilEnded(run: Run, working: Promise<unknown>): Promise<void> {
  const stopped = Promise.withResolvers<Ended<unknown>>();
  underWay.set(run, () => {
    run.stopped = true;
    for (const act of run.onStop) act();
    stopped.resolve({ kind: "terminated" });
  });
  const ended = working.then(
    (value): Ended<unknown> => ({ kind: "value", value }),
    (error): Ended<unknown> => ({ kind: "error", error }),
  );
  const first = await Promise.race([ended, stopped.promise]);
  underWay.delete(run);
  await show(run, first);
}

/** Shows how a handler has ended, behind all that it has shown itself. */
function show(run: Run, ended: Ended<unknown>): Promise<void> | undefined {
  if (run.unfinished.length > 0) {
    return Promise.allSettled(run.unfinished.splice(0)).then(() => show(run, ended));
  }
  flush(run);
  if (ended.kind === "error") publish(run, "error", describeError(ended.error));
  if (ended.kind === "terminated") publish(run, "error", showStopped(run.stoppedIn));
  return undefined;
}

const ignore = () => {};
