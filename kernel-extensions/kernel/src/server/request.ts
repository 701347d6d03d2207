import type { Message } from "../wire/message.js";

/** A message that has arrived, and how to answer it. */
export interface Request {
  readonly message: Message;
  /** It came on the control channel, not on shell. */
  readonly onControl: boolean;
  /** Sends a reply where the request came from. */
  reply(content: object, metadata?: object): void;
}

/** The content of a successful reply, without its status. */
export type Answer = object;

/** Text in the content of a message; what is missing or no text counts as `fallback`. */
export function text(value: unknown, fallback = ""): string {
  return typeof value === "string" ? value : fallback;
}

export function integer(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
