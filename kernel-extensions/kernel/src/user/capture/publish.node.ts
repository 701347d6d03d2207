import type { PublishedType } from "../../protocol/user-process.js";
import { send, sendWithNext } from "../channel.node.js";
import type { Run } from "../run.node.js";

export interface PublishOptions {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
  /** It may wait for the next message, which follows soon. */
  readonly withNext?: boolean;
  /** The kernel process is to add the metadata to the content. */
  readonly traced?: boolean;
}

/** Sends one message for the page. The content is written as JSON once and forwarded unread. */
export function publish(
  run: Run | undefined,
  message: PublishedType,
  content: object,
  options: PublishOptions = {},
): void {
  const { metadata, buffers = [], withNext = false, traced = false } = options;
  if (run && !message.startsWith("comm_")) {
    run.take?.({ type: message, content: { ...(traced && { metadata: {} }), ...content } });
    if (run.take || run.message.silent) return;
  }
  const dispatch = withNext ? sendWithNext : send;
  dispatch(
    { type: "publish", run: run?.number ?? 0, message, ...(metadata && { metadata }), ...(traced && { traced }) },
    [JSON.stringify(content), ...buffers],
  );
}
