import type { MimeBundle } from "./mime-bundle.js";
import { runContext } from "./run-context.js";

/** The method by which a value shows itself in a notebook: `Symbol.for("Jupyter.display")`, as in Deno. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display");

/** A value that shows itself. The method may be asynchronous, for pictures that take time. */
export interface Displayable {
  [displaySymbol](): MimeBundle | Promise<MimeBundle>;
}

/** What `display` returns: the place on the page, so that what is shown there can be replaced. */
export interface DisplayHandle {
  readonly id: string;
  /** Shows `value` in the same place, wherever it appears. */
  update(value: unknown): Promise<void>;
}

/** Tells whether `value` shows itself. */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof (value as Partial<Displayable> | null | undefined)?.[displaySymbol] === "function";
}

/**
 * Shows `value` below the running cell, now. Outside a notebook it prints the value's plain text.
 *
 * @param options.id a name for the place; showing under the same name again adds a linked copy
 * @param options.update replaces what the place of that `id` shows instead
 *
 * @example
 * const place = await display("step 1");
 * await place.update("step 2");
 */
export function display(value: unknown, options: { id?: string; update?: boolean } = {}): Promise<DisplayHandle> {
  return runContext()?.display(value, options) ?? printed(value, options.id ?? "");
}

async function printed(value: unknown, id: string): Promise<DisplayHandle> {
  const update = async (shown: unknown) =>
    console.log(isDisplayable(shown) ? (await shown[displaySymbol]())["text/plain"] : shown);
  await update(value);
  return { id, update };
}

/**
 * Removes what the running cell has shown; with `wait`, when the next output arrives, which avoids flicker.
 *
 * @example
 * clearOutput({ wait: true });
 */
export function clearOutput(options: { wait?: boolean } = {}): void {
  runContext()?.clearOutput(options.wait ?? false);
}
