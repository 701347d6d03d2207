import { ValueError } from "./errors.js";
import { runContext } from "./run-context.js";

/**
 * Asks the person at the notebook for a line of text.
 *
 * @throws ValueError NO_INPUT outside a notebook
 */
export async function input(prompt = "", options: { password?: boolean } = {}): Promise<string> {
  const context = runContext();
  if (!context) throw new ValueError("NO_INPUT", "input: nobody can be asked here. Run this in a notebook.");
  return context.input(prompt, options);
}
