import { inspect } from "node:util";
import type { Outcome, RunMessage } from "../protocol/user-process.js";
import { publish } from "./capture/publish.node.js";
import { flush } from "./capture/stream.node.js";
import { send } from "./channel.node.js";
import { rememberMap } from "./errors/source-maps.node.js";
import { showError } from "./errors/traceback.node.js";
import { type Evaluation, evaluate, scriptName } from "./inspector.node.js";
import { inRun, type Run, startRun } from "./run.node.js";

/** Runs that have not been answered yet. */
const running = new Set<Run>();

/** Runs one cell and answers with how it ended, after everything it printed. */
export async function execute(message: RunMessage): Promise<void> {
  const run = startRun(message);
  running.add(run);
  rememberMap(scriptName(run.number), message.map);
  const evaluation = await inRun(run, () => evaluate(message.code, scriptName(run.number)));
  finish(run, await outcomeOf(run, evaluation));
}

async function outcomeOf(run: Run, evaluation: Evaluation): Promise<Outcome> {
  if (evaluation.kind === "terminated") return stoppedOutcome(run);
  if (evaluation.kind === "error") return failed(run, evaluation.error);
  if (run.result?.value !== undefined) {
    flush(run);
    const data = { "text/plain": inspect(run.result.value) };
    publish(run, "execute_result", { execution_count: run.message.count, data, metadata: {} });
  }
  return { status: "ok", expressions: {}, payload: [] };
}

function failed(run: Run, error: unknown): Outcome {
  const shown = showError(error);
  flush(run);
  publish(run, "error", shown);
  return { status: "error", ...shown };
}

function stoppedOutcome(run: Run): Outcome {
  const shown = { ename: "Stopped", evalue: "The cell was stopped.", traceback: ["Stopped: The cell was stopped."] };
  flush(run);
  publish(run, "error", shown);
  return { status: "error", ...shown };
}

/** A run is answered once: by its own end or by a stop, whichever comes first. */
function finish(run: Run, outcome: Outcome): void {
  if (!running.delete(run)) return;
  flush(run);
  send({ type: "done", run: run.number, outcome });
}
