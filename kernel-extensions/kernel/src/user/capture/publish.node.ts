import type { PublishedType } from "../../protocol/user-process.js";
import { send, sendWithNext } from "../channel.node.js";
import type { Run } from "../run.node.js";

/** Sends one message for the page. The content is written as JSON once and forwarded unread. */
export function publish(
  run: Run | undefined,
  message: PublishedType,
  content: object,
  options: { metadata?: Record<string, unknown>; buffers?: readonly Uint8Array[]; withNext?: boolean } = {},
): void {
  if (run && !message.startsWith("comm_")) {
    run.take?.({ type: message, content: content as Record<string, unknown> });
    if (run.take || run.message.silent) return;
  }
  const { metadata, buffers = [], withNext = false } = options;
  const dispatch = withNext ? sendWithNext : send;
  dispatch({ type: "publish", run: run?.number ?? 0, message, ...(metadata && { metadata }) }, [
    JSON.stringify(content),
    ...buffers,
  ]);
}
