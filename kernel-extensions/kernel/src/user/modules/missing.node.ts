import { readdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { nearestName } from "@mesoscope/sdk";

const codes = new Set([
  "ERR_MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_PACKAGE_IMPORT_NOT_DEFINED",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_INVALID_MODULE_SPECIFIER",
  "ERR_INVALID_PACKAGE_TARGET",
  "ERR_INVALID_PACKAGE_CONFIG",
  "ERR_UNKNOWN_BUILTIN_MODULE",
]);

/** Tells whether Node, or our hook, could not find what was imported. */
export function isMissing(error: unknown): error is Error {
  return error instanceof Error && codes.has((error as NodeJS.ErrnoException).code ?? "");
}

/** The reader's view of what could not be found: no file that exists for the kernel only, and what may be meant. */
export function explainMissing(error: Error, specifier: string, notebookFile: string): string {
  const place = ` imported from ${notebookFile}`;
  if (!error.message.includes(place)) return error.message;
  if (!/^\.{0,2}\//.test(specifier)) return error.message.replace(place, "");
  const file = resolve(dirname(notebookFile), specifier);
  const name = nearestName(basename(file), filesIn(dirname(file)));
  const meant = name === undefined ? "" : ` Did you mean '${specifier.slice(0, -basename(specifier).length)}${name}'?`;
  return `Cannot find '${specifier}' in ${dirname(notebookFile)}.${meant}`;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
