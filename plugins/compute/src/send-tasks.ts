import { ValueError } from "@mesoscope/sdk";
import type { Task } from "./run-task.js";
import { describe } from "./task-error.js";

/**
 * Sends tasks by `send`, which copies them.
 *
 * @throws ValueError UNSENDABLE_INPUT that names the input which cannot be copied
 */
export function sendTasks<T>(tasks: readonly Task[], send: (tasks: readonly Task[]) => T): T {
  try {
    return send(tasks);
  } catch (error) {
    const culprit = tasks.find(([, input]) => !canCopy(input));
    if (!culprit) throw error;
    const [index, input] = culprit;
    throw new ValueError(
      "UNSENDABLE_INPUT",
      `map: input ${index} (${describe(input)}) cannot be copied to where it is needed. Give plain data, without functions.`,
      { cause: error },
    );
  }
}

function canCopy(input: unknown): boolean {
  try {
    structuredClone(input);
    return true;
  } catch {
    return false;
  }
}
