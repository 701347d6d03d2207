import { randomUUID } from "node:crypto";
import { type Frame, type Header, type Message, type Outgoing, protocolVersion } from "./message.js";
import type { Signature } from "./signature.node.js";
import { WireError } from "./wire-error.js";

/** Messages of this size and above are refused. */
export const sizeLimit = 100_000_000;

const delimiter = Buffer.from("<IDS|MSG>");
const nothing = "{}";

/** Turns frames into messages and back. */
export class Codec {
  readonly session = randomUUID();
  readonly #signature: Signature;
  #sent = 0;

  constructor(signature: Signature) {
    this.#signature = signature;
  }

  /** @throws WireError naming what is wrong with the frames */
  decode(frames: readonly Buffer[]): Message {
    const size = frames.reduce((sum, frame) => sum + frame.length, 0);
    if (size >= sizeLimit) throw new WireError("TOO_LARGE", `A message of ${size} bytes was dropped: too large.`);
    const start = frames.findIndex((frame) => frame.equals(delimiter));
    if (start < 0) throw new WireError("BAD_FRAMES", `A message of ${frames.length} frames without <IDS|MSG>.`);
    const [signature, ...parts] = frames.slice(start + 1);
    const [header, parent, metadata, content, ...buffers] = parts;
    if (!signature || !header || !parent || !metadata || !content)
      throw new WireError(
        "BAD_FRAMES",
        `A message with ${parts.length} frames after its signature; at least 4 belong.`,
      );
    if (!this.#signature.matches(signature, [header, parent, metadata, content]))
      throw new WireError("BAD_SIGNATURE", "A message with a wrong signature was dropped.");
    parseObject("parent_header", text(parent));
    const headerText = text(header);
    return {
      identities: frames.slice(0, start),
      header: parseHeader(headerText),
      headerText,
      metadata: parseObject("metadata", text(metadata)),
      content: parseObject("content", text(content)),
      buffers,
    };
  }

  encode(message: Outgoing): Frame[] {
    const header = {
      msg_id: `${this.session}_${++this.#sent}`,
      msg_type: message.type,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const parts = [json(header), message.parent ?? nothing, json(message.metadata), json(message.content)];
    return [...message.identities, delimiter, this.#signature.sign(parts), ...parts, ...(message.buffers ?? [])];
  }
}

function json(value: object | undefined): Frame {
  if (value instanceof Uint8Array) return value;
  return value === undefined ? nothing : JSON.stringify(value);
}

function text(bytes: Buffer): string {
  return bytes.toString("utf8");
}

function parseHeader(json: string): Header {
  const header = parseObject("header", json);
  if (typeof header.msg_id !== "string" || typeof header.msg_type !== "string")
    throw new WireError("BAD_JSON", "A header without msg_id or msg_type.");
  return header as unknown as Header;
}

function parseObject(name: string, json: string): Record<string, unknown> {
  const value = parse(name, json);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WireError("BAD_JSON", `The ${name} of a message is no JSON object.`);
  return value as Record<string, unknown>;
}

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new WireError("BAD_JSON", `The ${name} of a message is no JSON: ${(error as Error).message}`);
  }
}
