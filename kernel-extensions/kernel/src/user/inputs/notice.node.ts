import { pathToFileURL } from "node:url";
import { mayBeInput, mostFiles } from "../../protocol/input-file.js";
import type { FromUser } from "../../protocol/user-process.js";
import { send } from "../channel.node.js";
import { isLocal, isOfPackage } from "../modules/local-modules.node.js";
import type { Run } from "../run.node.js";

/** Of a run that uses more, the rest is not told. */
const mostNoticed = 2 * mostFiles;

/** What the kernel has been told of: once for every run. */
const told = new WeakMap<Run, Set<string>>();

type Inputs = Omit<Extract<FromUser, { type: "inputs" }>, "type" | "run">;

const none: Inputs = { files: [], modules: [], packages: {} };

/** Tells the kernel of files that a run reads, unless they are parts of a package or of the machine. */
export function noticeFiles(run: Run, paths: readonly string[]): void {
  const files = paths.filter((path) => isInput(path) && isNew(run, path));
  if (files.length > 0) send({ type: "inputs", run: run.number, ...none, files });
}

/** Tells the kernel of local modules that a run has imported, now with the content that they have. */
export function noticeModules(run: Run, paths: readonly string[]): void {
  send({ type: "inputs", run: run.number, ...none, modules: paths.filter(isInput) });
}

export function noticePackage(run: Run, name: string, version: string): void {
  if (isNew(run, `${name} ${version}`))
    send({ type: "inputs", run: run.number, ...none, packages: { [name]: version } });
}

function isNew(run: Run, what: string): boolean {
  const known = told.get(run) ?? new Set();
  told.set(run, known);
  if (known.size > mostNoticed) return false;
  return known.size < known.add(what).size;
}

const isInput = (path: string): boolean => mayBeInput(path) && isLocal(pathToFileURL(path).href) && !isOfPackage(path);
