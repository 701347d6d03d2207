import { inspect } from "node:util";
import type { Outcome, RunMessage } from "../protocol/user-process.js";
import { publish } from "./capture/publish.node.js";
import { flush } from "./capture/stream.node.js";
import { send } from "./channel.node.js";
import { rememberMap } from "./errors/source-maps.node.js";
import { showError, showStopped } from "./errors/traceback.node.js";
import type { Ended } from "./guard/boundary.node.js";
import { stopSettled } from "./guard/interrupt.node.js";
import { evaluate, scriptName } from "./inspector.node.js";
import { endRun, inRun, type Run, runningRuns, startRun } from "./run.node.js";

/** Runs one cell and answers with how it ended, after everything it printed. */
export async function execute(message: RunMessage): Promise<void> {
  const run = startRun(message);
  const script = scriptName(run.number);
  rememberMap(script, message.map);
  const ended = await inRun(run, () => evaluate(message.code, script));
  await finish(run, ended);
}

async function finish(run: Run, ended: Ended<unknown>): Promise<void> {
  if (ended.kind === "terminated") return stop(run);
  if (ended.kind === "error") return fail(run, showError(ended.error));
  if (run.result?.value !== undefined) {
    flush(run);
    const data = { "text/plain": inspect(run.result.value) };
    publish(run, "execute_result", { execution_count: run.message.count, data, metadata: {} });
  }
  answer(run, { status: "ok", expressions: {}, payload: [] });
}

/** Settles a stop request: every cell under way ends here, whatever it waits for. */
export function stopAll(request: number): void {
  stopSettled(request);
  for (const run of runningRuns()) stop(run);
}

function stop(run: Run): void {
  run.stopped = true;
  fail(run, showStopped(run.stoppedIn));
}

function fail(run: Run, shown: ReturnType<typeof showError>): void {
  answer(run, { status: "error", ...shown }, () => publish(run, "error", shown));
}

/** A run is answered once: by its own end or by a stop, whichever comes first. */
function answer(run: Run, outcome: Outcome, last?: () => void): void {
  if (!endRun(run)) return;
  flush(run);
  last?.();
  send({ type: "done", run: run.number, outcome });
}
