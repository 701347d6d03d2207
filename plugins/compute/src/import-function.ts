import { nearestName } from "@mesoscope/sdk";
import { clip, EngineError } from "./task-error.js";
import type { ModuleFunction, TaskFunction } from "./task-function.js";

/**
 * The function that a module exports under a name.
 *
 * @throws EngineError FUNCTION_NOT_LOADED
 */
export async function importFunction({
  module,
  name = "default",
}: ModuleFunction): Promise<TaskFunction<unknown, unknown>> {
  const exported = await importModule(module);
  const found = exported[name];
  if (typeof found === "function") return found as TaskFunction<unknown, unknown>;
  const nearest = nearestName(name, Object.keys(exported));
  const hint = nearest ? `Did you mean ${nearest}?` : "Export it there, or name another.";
  throw new EngineError("FUNCTION_NOT_LOADED", `map: ${clip(module, 60)} exports no function ${name}. ${hint}`);
}

async function importModule(module: string): Promise<Record<string, unknown>> {
  try {
    return (await import(module)) as Record<string, unknown>;
  } catch (cause) {
    const reason = clip(cause instanceof Error ? cause.message : String(cause), 80);
    throw new EngineError("FUNCTION_NOT_LOADED", `map: the module of the function did not load: ${reason}`, { cause });
  }
}
