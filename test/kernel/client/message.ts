import { createHmac, randomUUID } from "node:crypto";

export type Channel = "shell" | "control" | "stdin" | "iopub";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
  readonly subshell_id?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what a kernel sends is what the tests are there to find out
export type Json = Record<string, any>;

/** A Jupyter message as it was received. */
export interface Message {
  readonly channel: Channel;
  readonly type: string;
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Uint8Array[];
  /** Milliseconds of `performance.now()` at which it was received. */
  readonly at: number;
}

const delimiter = "<IDS|MSG>";

/** Puts messages into frames and back, signed with the connection's key. */
export class Codec {
  readonly session: string = randomUUID();
  readonly #key: string;
  readonly #verify: boolean;

  constructor(key: string, verify: boolean) {
    this.#key = key;
    this.#verify = verify;
  }

  header(type: string, subshell?: string): Header {
    return {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: "test",
      date: new Date().toISOString(),
      version: "5.4",
      ...(subshell === undefined ? {} : { subshell_id: subshell }),
    };
  }

  encode(
    header: Header,
    content: object,
    options: { parent?: object; metadata?: object; buffers?: readonly Uint8Array[] } = {},
  ): (string | Uint8Array)[] {
    const parts = [header, options.parent ?? {}, options.metadata ?? {}, content].map((part) => JSON.stringify(part));
    return [delimiter, this.sign(parts), ...parts, ...(options.buffers ?? [])];
  }

  decode(channel: Channel, frames: readonly Buffer[]): Message {
    const at = performance.now();
    const start = frames.findIndex((frame) => frame.length === delimiter.length && frame.toString() === delimiter);
    if (start < 0) throw new Error(`${channel}: a message without ${delimiter} was received`);
    const parts = frames.slice(start + 2, start + 6);
    if (this.#verify && frames[start + 1]!.toString() !== this.sign(parts)) {
      throw new Error(`${channel}: a message with a wrong signature was received: ${parts[0]}`);
    }
    const [header, parent, metadata] = parts.slice(0, 3).map((part) => JSON.parse(part.toString()));
    let content: Json | undefined;
    const message = {
      channel,
      type: header.msg_type,
      header,
      parent,
      metadata,
      get content() {
        content ??= JSON.parse(parts[3]!.toString()) as Json;
        return content;
      },
      buffers: frames.slice(start + 6),
      at,
    };
    if (this.#verify) void message.content;
    return message;
  }

  sign(parts: readonly (string | Uint8Array)[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
