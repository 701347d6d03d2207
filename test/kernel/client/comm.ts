import { randomUUID } from "node:crypto";
import type { KernelClient } from "./kernel-client.ts";
import type { Message } from "./message.ts";

export interface CommContents {
  readonly metadata?: object;
  readonly buffers?: readonly Uint8Array[];
  readonly subshell?: string;
}

/** The front end's end of a comm. */
export class Comm {
  readonly id: string;
  readonly received: Message[] = [];
  readonly #client: KernelClient;

  constructor(client: KernelClient, id: string = randomUUID()) {
    this.#client = client;
    this.id = id;
    client.onPublished((message) => {
      if (message.type.startsWith("comm_") && message.content.comm_id === id) this.received.push(message);
    });
  }

  open(target: string, data: object, contents: CommContents = {}) {
    return this.#client.send("comm_open", { comm_id: this.id, target_name: target, data }, contents);
  }

  send(data: object, contents: CommContents = {}) {
    return this.#client.send("comm_msg", { comm_id: this.id, data }, contents);
  }

  close(data: object = {}) {
    return this.#client.send("comm_close", { comm_id: this.id, data });
  }

  /** The next message of this comm that has not been taken yet. */
  async next(milliseconds = 10_000): Promise<Message> {
    const end = performance.now() + milliseconds;
    while (this.received.length === 0) {
      if (performance.now() > end) throw new Error(`comm ${this.id}: no message within ${milliseconds} ms`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.received.shift()!;
  }
}
