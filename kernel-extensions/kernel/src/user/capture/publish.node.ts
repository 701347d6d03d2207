import type { Payload } from "../../protocol/frame.node.js";
import type { PublishedType } from "../../protocol/user-process.js";
import { send, sendWithNext } from "../channel.node.js";
import type { Run } from "../run.node.js";

interface PublishOptions {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
  readonly withNext?: boolean;
}

/** Sends one message for the page. The content is written as JSON once and forwarded unread. */
export function publish(
  run: Run | undefined,
  message: PublishedType,
  content: object,
  options: PublishOptions = {},
): void {
  publishJson(run, message, JSON.stringify(content), options);
}

/** The same for content that is JSON already. */
export function publishJson(
  run: Run | undefined,
  message: PublishedType,
  content: Payload,
  { metadata, buffers = [], withNext = false }: PublishOptions = {},
): void {
  if (run?.message.silent && !message.startsWith("comm_")) return;
  const dispatch = withNext ? sendWithNext : send;
  dispatch({ type: "publish", run: run?.number ?? 0, message, ...(metadata && { metadata }) }, [content, ...buffers]);
}
