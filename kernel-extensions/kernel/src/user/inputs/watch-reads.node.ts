import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ownRun, type Run } from "../run.node.js";
import { noticeFiles } from "./notice.node.js";

/** Notices which files cells read by way of Node. Native code that opens files itself is not seen. */
export function watchReads(): void {
  watch(fs, "readFile", "readFileSync");
  watch(fs.promises, "readFile");
  watch(fs, "open", "openSync");
  watch(fs.promises, "open");
  syncBuiltinESMExports();
}

function watch<Name extends string>(module: Record<Name, (...values: never[]) => unknown>, ...names: Name[]): void {
  for (const name of names) {
    const opens = name.startsWith("open");
    module[name] = new Proxy(module[name], {
      apply(read, self, values: unknown[]) {
        if (!opens || isForReading(values[1])) notice(values[0]);
        return Reflect.apply(read, self, values);
      },
    });
  }
}

/** The last read: a file that is read in a loop is looked at once. */
let last: { readonly run: Run; readonly file: unknown } | undefined;

function notice(file: unknown): void {
  const run = ownRun();
  if (!run || (last?.run === run && last.file === file)) return;
  last = { run, file };
  const path = pathOf(file);
  if (path !== undefined) noticeFiles(run, [resolve(path)]);
}

function pathOf(file: unknown): string | undefined {
  if (typeof file === "string") return file;
  if (file instanceof URL && file.protocol === "file:") return fileURLToPath(file);
  return Buffer.isBuffer(file) ? file.toString() : undefined;
}

/** `open(path, callback)` reads. */
function isForReading(flags: unknown): boolean {
  if (typeof flags === "number") return (flags & 3) === fs.constants.O_RDONLY;
  return typeof flags !== "string" || /^s?r/.test(flags);
}
