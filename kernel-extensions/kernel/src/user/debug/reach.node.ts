import { inspect } from "node:util";
import { runInThisContext } from "node:vm";
import type { MimeBundle } from "@mesoscope/sdk";
import { bundleOf } from "../display/bundle.node.js";
import { plainText } from "../display/plain-text.node.js";
import { session } from "../guard/boundary.node.js";
import { declaredNames, topLevelNames } from "../top-level.node.js";

const key = "mesoscope.debug";
let copied: unknown;

/** Makes `name` a variable of the notebook with this value. */
function copy(name: string, value: unknown): void {
  if (!declaredNames().includes(name)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
    return;
  }
  copied = value;
  session.post("Runtime.evaluate", { expression: `${name} = globalThis[Symbol.for("${key}")].copied()`, silent: true });
}

/** A value in the forms a page can show; while the code stands, a form that must be waited for cannot come. */
function bundle(value: unknown, stands: boolean): MimeBundle | Promise<MimeBundle> {
  try {
    const shown = bundleOf(value);
    if (!(shown instanceof Promise)) return shown;
    return stands ? { "text/plain": plainText(value) } : shown.catch(() => ({ "text/plain": plainText(value) }));
  } catch {
    return { "text/plain": inspect(value, { customInspect: false }) };
  }
}

const hits = new Map<number, number>();

/** Counts how often the code came by a breakpoint. */
function hit(breakpoint: number): number {
  const count = (hits.get(breakpoint) ?? 0) + 1;
  hits.set(breakpoint, count);
  return count;
}

/**
 * What the condition of a breakpoint gives. V8 finds no name from the top level of a cell that declares the name anew;
 * it does from outside of all frames, and at the top level that is no other place.
 */
function met(condition: () => unknown, code: string): unknown {
  try {
    return condition();
  } catch (error) {
    if (!(error instanceof ReferenceError && error.message.endsWith("before initialization"))) throw error;
    return runInThisContext(code);
  }
}

/** Gives the debugger what it asks for by expressions. */
export function installReach(): void {
  const reach = { names: topLevelNames, copy, copied: () => copied, bundle, hit, met };
  Object.defineProperty(globalThis, Symbol.for(key), { value: reach });
}
