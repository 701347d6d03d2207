import { createRequire, syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker, WorkerOptions } from "node:worker_threads";
import { reportBackground } from "../background.node.js";
import type { StreamName } from "../capture/stream.node.js";
import { print } from "../capture/stream.node.js";
import { currentRun, type Run } from "../run.node.js";
import { isOwn } from "./local-modules.node.js";

const threads = createRequire(import.meta.url)("node:worker_threads") as { Worker: typeof Worker };
const NodeWorker = threads.Worker;
const preload = new URL("./worker-start.node.js", import.meta.url).href;

/**
 * Makes `new Worker` of `node:worker_threads` take TypeScript sources, and gives what a worker prints, and its error where
 * nobody handles that, to the cell that started it. Workers of the user's own code end when that cell is stopped; those
 * that packages keep are theirs to end.
 */
export function installWorkers(): void {
  threads.Worker = CellWorker;
  syncBuiltinESMExports();
}

class CellWorker extends NodeWorker {
  static {
    Object.defineProperty(CellWorker, "name", { value: "Worker" });
  }

  constructor(file: string | URL, options: WorkerOptions = {}) {
    const kind = kindOf(file, options);
    const execArgv = kind === "file" ? { execArgv: [...(options.execArgv ?? []), "--import", preload] } : {};
    super(file, { ...options, ...execArgv, stdout: true, stderr: true });
    const run = currentRun();
    for (const name of ["stdout", "stderr"] as const) if (!options[name]) relay(this, name, run);
    this.on("error", (error) => {
      if (this.listenerCount("error") === 1) reportBackground(error);
    });
    if (run && kind !== "package") endWith(run, this);
  }
}

/** A worker's code is a file of the user, text, or a file of a package. */
function kindOf(file: string | URL, options: WorkerOptions): "file" | "text" | "package" {
  if (options.eval || (file instanceof URL && file.protocol !== "file:")) return "text";
  const url = file instanceof URL ? file : pathToFileURL(resolve(file));
  return isOwn(url.href) ? "file" : "package";
}

function relay(worker: Worker, name: StreamName, run: Run | undefined): void {
  worker[name].setEncoding("utf8").on("data", (text: string) => print(run, name, text));
}

function endWith(run: Run, worker: Worker): void {
  const end = () => void worker.terminate();
  run.onStop.push(end);
  worker.once("exit", () => run.onStop.splice(run.onStop.indexOf(end), 1));
}
