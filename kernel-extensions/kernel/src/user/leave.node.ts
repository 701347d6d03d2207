import { flushAll } from "./capture/stream.node.js";
import { send } from "./channel.node.js";
import { releaseGuard } from "./guard/start-guard.node.js";
import { currentRun } from "./run.node.js";

const exit = process.exit.bind(process);
const lastActs: (() => void)[] = [];

/** Has `act` done before the process ends, the last first. */
export function beforeLeaving(act: () => void): void {
  lastActs.unshift(act);
}

/** Ends the process, after all that was printed has been sent. */
export function leave(code?: number): never {
  for (const act of lastActs) act();
  process.on("exit", flushAll);
  flushAll();
  releaseGuard();
  return exit(code);
}

/** Tells the kernel first when a cell calls `process.exit`. */
export function announceExit(): void {
  process.exit = (code) => {
    const exitCode = Number(code ?? process.exitCode ?? 0);
    flushAll();
    send({ type: "exiting", run: currentRun()?.number ?? 0, exitCode });
    return leave(exitCode);
  };
}
