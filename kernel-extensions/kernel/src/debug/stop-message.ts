import { DebugError } from "./devtools.node.js";
import { isException, type Stop } from "./stop.node.js";
import type { StopReason } from "./target.node.js";

/** Cells run on one thread. */
export const threadId = 1;

/** The body of a `stopped` event. */
export function stoppedBody({ event, frames }: Stop, reason: StopReason): object {
  const description =
    reason === "exception" ? (event.data as { description?: string } | undefined)?.description : undefined;
  return {
    reason,
    threadId,
    allThreadsStopped: true,
    preserveFocusHint: false,
    ...(description && { description: "Exception", text: description.split("\n")[0] }),
    ...(frames[0] && { line: frames[0].position.line }),
  };
}

/**
 * What is known of the exception at which the code stands.
 *
 * @throws DebugError NO_EXCEPTION
 */
export function exceptionInfo(stop: Stop | undefined): object {
  const thrown = stop?.event.data as { className?: string; description?: string; value?: unknown } | undefined;
  if (!stop || !thrown || !isException(stop.event))
    throw new DebugError("NO_EXCEPTION", "The code does not stand at an exception.");
  const description = thrown.description ?? String(thrown.value);
  const [message = "", ...stack] = description.split("\n");
  return {
    exceptionId: thrown.className ?? typeof thrown.value,
    description: message,
    breakMode: stop.isUncaught ? "unhandled" : "always",
    details: { message, typeName: thrown.className, stackTrace: stack.join("\n") },
  };
}
