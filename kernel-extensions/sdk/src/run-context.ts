import type { DisplayHandle } from "./display.js";

/** What a host of running code (our kernel) offers to libraries; they reach it through `tick`, `display` and `input`. */
export interface RunContext {
  tick(step: number, total: number | undefined, values: TickValues | undefined): Promise<void> | undefined;
  display(value: unknown, options: { id?: string; update?: boolean }): Promise<DisplayHandle>;
  clearOutput(wait: boolean): void;
  input(prompt: string, options: { password?: boolean }): Promise<string>;
}

/** Figures shown beside the progress bar, by name. */
export type TickValues = Readonly<Record<string, number>>;

/** The global under which a host puts its context: no library imports the kernel. */
export const runContextKey: unique symbol = Symbol.for("mesoscope.runContext");

type Holder = { [runContextKey]?: RunContext };

/** The context of the host that runs this code; `undefined` in a plain script. */
export function runContext(): RunContext | undefined {
  return (globalThis as Holder)[runContextKey];
}

/** Called by a host once, before user code runs. */
export function installRunContext(context: RunContext | undefined): void {
  (globalThis as Holder)[runContextKey] = context;
}
