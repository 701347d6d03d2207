import { print } from "./capture/stream.node.js";
import { errorText } from "./describe-error.node.js";
import { findRun, ownRun, type Run } from "./run.node.js";

/** Shows errors that no cell awaits – of timers, events, forgotten promises – in the cell that started the work. */
export function reportBackgroundErrors(): void {
  process.on("uncaughtException", reportBackground);
  process.on("unhandledRejection", reportBackground);
}

export function reportBackground(error: unknown): void {
  const run = ownRun() ?? thrower(error);
  print(run, "stderr", errorText(error));
}

/** A microtask carries no context: its error is given to the cell whose code threw. */
function thrower(error: unknown): Run | undefined {
  const stack = (error as { stack?: unknown } | null | undefined)?.stack;
  const cell = typeof stack === "string" ? /mesoscope:cell\/(\d+)/.exec(stack) : null;
  return cell ? findRun(Number(cell[1])) : undefined;
}
