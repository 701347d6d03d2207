import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ownRun } from "./run.node.js";

/** What cells find besides what Node has. */
export function installGlobals(): void {
  const require = createRequire(join(process.cwd(), "notebook.js"));
  define({
    require,
    __result: (value: unknown) => {
      const run = ownRun();
      if (run) run.result = { value };
    },
    __import: (specifier: string) => import(specifier.startsWith(".") ? pathToFileURL(specifier).href : specifier),
  });
}

function define(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
