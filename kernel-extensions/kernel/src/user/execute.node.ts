import type { Outcome, RunMessage } from "../protocol/user-process.js";
import { publish } from "./capture/publish.node.js";
import { flush } from "./capture/stream.node.js";
import { send } from "./channel.node.js";
import { stopCallbacks } from "./context/callback.node.js";
import { isPlace, isTraced } from "./context/display.node.js";
import { describeError } from "./describe-error.node.js";
import { rememberCode } from "./errors/original-position.node.js";
import { type ShownError, showStopped } from "./errors/traceback.node.js";
import { callUser, type Ended } from "./guard/boundary.node.js";
import { stopSettled } from "./guard/interrupt.node.js";
import { evaluate, scriptName } from "./inspector.node.js";
import { followChanges } from "./modules/follow.node.js";
import { afterCell, beforeCell } from "./plugins/around-cell.node.js";
import { present } from "./present.node.js";
import { endRun, inRun, isRehearsal, type Run, runningRuns, startRun } from "./run.node.js";

/** Runs one cell and answers with how it ended, after everything it printed. */
export function execute(message: RunMessage): Promise<void> {
  const run = startRun(message);
  return inRun(run, () => executeRun(run));
}

async function executeRun(run: Run): Promise<void> {
  const { id, source, count, code } = run.message;
  const script = scriptName(run.number);
  rememberCode(script, run.message);
  if (!isRehearsal(run)) beforeCell({ id, source, count });
  const following = followChanges();
  if (following) await following;
  if (run.stopped) return;
  const ended = await dispose(run, await evaluate(code, script));
  if (run.unfinished.length > 0) await Promise.allSettled(run.unfinished);
  if (ended.kind === "terminated") return stop(run);
  if (ended.kind === "error") return fail(run, describeError(ended.error));
  await publishResult(run);
  answer(run, { status: "ok", expressions: await evaluateExpressions(run), payload: run.payload });
}

/** Closes what `using` at the top level opened; an error there is the cell's where it had none. */
async function dispose(run: Run, ended: Ended<unknown>): Promise<Ended<unknown>> {
  if (!run.disposables) return ended;
  const disposed = callUser(run.disposables.disposeAsync, run.disposables);
  try {
    if (disposed.kind === "value") await disposed.value;
    return ended.kind === "value" && disposed.kind !== "value" ? disposed : ended;
  } catch (error) {
    return ended.kind === "value" ? { kind: "error", error } : ended;
  }
}

async function publishResult(run: Run): Promise<void> {
  const value = run.result?.value;
  if (value === undefined || isPlace(value) || run.message.silent) return;
  const data = await present(run, value);
  if (!data || !runningRuns().includes(run)) return;
  flush(run);
  const withNext = Object.keys(run.message.expressions).length === 0;
  const traced = isTraced(data);
  const content = { execution_count: run.message.count, data, ...(!traced && { metadata: {} }) };
  publish(run, "execute_result", content, { withNext, traced });
}

async function evaluateExpressions(run: Run): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const [name, code] of Object.entries(run.message.expressions)) {
    run.result = undefined;
    const ended = await evaluate(code, `${scriptName(run.number)}/${name}`);
    if (ended.kind === "value") {
      const data = await present(run, (run as { result?: Run["result"] }).result?.value);
      results[name] = { status: "ok", data: data ?? {}, metadata: {} };
    } else {
      results[name] = {
        status: "error",
        ...(ended.kind === "error" ? describeError(ended.error) : showStopped(undefined)),
      };
    }
  }
  return results;
}

/** Settles a stop request: every cell and handler under way ends here, whatever it waits for. */
export function stopAll(request: number): void {
  stopSettled(request);
  stopCallbacks();
  for (const run of runningRuns()) stop(run);
}

function stop(run: Run): void {
  run.stopped = true;
  for (const act of run.onStop) act();
  fail(run, showStopped(run.stoppedIn));
}

function fail(run: Run, shown: ShownError): void {
  answer(run, { status: "error", ...shown }, () => publish(run, "error", shown));
}

/** A run is answered once: by its own end or by a stop, whichever comes first. */
function answer(run: Run, outcome: Outcome, last?: () => void): void {
  if (!endRun(run)) return;
  const milliseconds = performance.now() - run.started;
  if (!isRehearsal(run)) afterCell({ id: run.message.id, ok: outcome.status === "ok", milliseconds });
  flush(run);
  last?.();
  send({ type: "done", run: run.number, outcome });
}
