import type { Outcome } from "../run-task.js";
import { clip, describe, receivedError, type SentError, TaskError } from "../task-error.js";

/** The error of a task that has no value, with the error that it threw as `cause`. */
export function failureOf(outcome: Extract<Outcome, { error: SentError }>, input: unknown, retries: number): TaskError {
  const { index, error, lost } = outcome;
  const task = { index, input, cause: receivedError(error) };
  if (error.code === "OUTER_NAME") return new TaskError("OUTER_NAME", `map: ${error.message}`, task);
  const who = `map: task ${index} (input ${describe(input)})`;
  const reason = clip(error.message, 60).replace(/\.$/, "");
  if (lost) {
    const message = `${who} was lost ${times(retries + 1)}: ${reason}. Run it alone to see why.`;
    return new TaskError("TASK_LOST", message, task);
  }
  const message = `${who} failed: ${error.name}: ${reason}. Use errors: "keep" to go on without it.`;
  return new TaskError("TASK_FAILED", message, task);
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
