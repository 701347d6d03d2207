import { randomUUID } from "node:crypto";
import { type Header, type Message, type Outgoing, protocolVersion } from "./message.js";
import type { Signature } from "./signature.node.js";
import { WireError } from "./wire-error.js";

/** Messages of this size and above are refused. */
export const sizeLimit = 100_000_000;

const delimiter = Buffer.from("<IDS|MSG>");
const nothing = Buffer.from("{}");

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
    parseObject("parent_header", parent);
    return {
      identities: frames.slice(0, start),
      header: parseHeader(header),
      headerBytes: header,
      metadata: parseObject("metadata", metadata),
      content: parseObject("content", content),
      buffers,
    };
  }

  encode(message: Outgoing): Uint8Array[] {
    const header = {
      msg_id: `${this.session}_${++this.#sent}`,
      msg_type: message.type,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const parts = [json(header), message.parent ?? nothing, json(message.metadata), json(message.content)];
    const signature = Buffer.from(this.#signature.sign(parts));
    return [...message.identities, delimiter, signature, ...parts, ...(message.buffers ?? [])];
  }
}

function json(value: object | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value === undefined ? nothing : Buffer.from(JSON.stringify(value));
}

function parseHeader(bytes: Buffer): Header {
  const header = parseObject("header", bytes);
  if (typeof header.msg_id !== "string" || typeof header.msg_type !== "string")
    throw new WireError("BAD_JSON", "A header without msg_id or msg_type.");
  return header as unknown as Header;
}

function parseObject(name: string, bytes: Buffer): Record<string, unknown> {
  const value = parse(name, bytes);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WireError("BAD_JSON", `The ${name} of a message is no JSON object.`);
  return value as Record<string, unknown>;
}

function parse(name: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new WireError("BAD_JSON", `The ${name} of a message is no JSON: ${(error as Error).message}`);
  }
}
