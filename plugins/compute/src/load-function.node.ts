import { registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { tick } from "@mesoscope/sdk";
import { importFunction } from "./import-function.js";
import { clip, EngineError } from "./task-error.js";
import type { SentFunction, TaskFunction } from "./task-function.js";

/** The module that a sent function becomes. Cells of our kernel write `__import` and `__importMeta`; `tick` is global there. */
interface SentModule {
  make(tick: unknown, importModule: Import, importMeta: ImportMeta): unknown;
  importFrom: Import;
  meta: ImportMeta;
}

type Import = (specifier: string) => Promise<unknown>;

/**
 * Makes a function of another process run here. What its text imports is looked for from `directory`.
 *
 * @throws EngineError FUNCTION_NOT_LOADED
 */
export async function loadFunction(sent: SentFunction, directory: string): Promise<TaskFunction<unknown, unknown>> {
  if ("module" in sent) return importFunction(sent);
  try {
    return explained((await evaluate(sent.source, directory)) as TaskFunction<unknown, unknown>);
  } catch (cause) {
    const reason = clip(cause instanceof Error ? cause.message : String(cause), 60);
    const advice = 'Give it as { module: import.meta.resolve("./solve.ts"), name: "solve" }.';
    throw new EngineError("FUNCTION_NOT_LOADED", `map: the function does not stand alone: ${reason}. ${advice}`, {
      cause,
    });
  }
}

/** The value of a function's text. That of a method is an expression only inside an object. */
async function evaluate(source: string, directory: string): Promise<unknown> {
  const load = async (expression: string) => {
    const url = pathToFileURL(path.join(directory, "mesoscope-task.js")).href;
    return madeBy((await importText(url, moduleText(expression))) as SentModule);
  };
  try {
    return await load(source);
  } catch (error) {
    return load(`Object.values({ ${source} })[0]`).catch(() => Promise.reject(error));
  }
}

function moduleText(expression: string): string {
  return `export const meta = import.meta, importFrom = (specifier) => import(specifier);
export const make = (tick, __import, __importMeta) => (${expression}
);`;
}

function madeBy({ make, importFrom, meta }: SentModule): unknown {
  const importModule = (specifier: string) => importFrom(specifier).catch(orFromOwnPlace(specifier));
  return make(tick, importModule, meta);
}

/** A kernel finds packages beside itself too. */
function orFromOwnPlace(specifier: string) {
  return (error: { code?: unknown }) => {
    if (error.code === "ERR_MODULE_NOT_FOUND" && !/^[./]/.test(specifier)) return import(specifier);
    throw error;
  };
}

let texts = 0;

/** Imports a text as if it stood in a file, so that its own imports are found from there. */
async function importText(file: string, source: string): Promise<unknown> {
  const url = `${file}?sent=${texts++}`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) => (specifier === url ? { url, shortCircuit: true } : next(specifier, context)),
    load: (wanted, context, next) =>
      wanted === url ? { format: "module", source, shortCircuit: true } : next(wanted, context),
  });
  try {
    return await import(url);
  } finally {
    hooks.deregister();
  }
}

/** Says what to do about a name that stayed behind. */
function explained(run: TaskFunction<unknown, unknown>): TaskFunction<unknown, unknown> {
  return async (input, context) => {
    try {
      return await run(input, context);
    } catch (error) {
      const name = error instanceof ReferenceError && /^(\S+) is not defined$/.exec(error.message)?.[1];
      if (!name) throw error;
      const message = `the function uses ${name}, which does not travel with it. Put it into the inputs, or import it inside the function.`;
      throw Object.assign(error, { message, code: "OUTER_NAME" });
    }
  };
}
