import type { MessageLike, Readable, Socket, Writable } from "zeromq";
import type { Frame } from "./message.js";

type Duplex = Socket & Readable & Writable<MessageLike[]>;

/** One socket: what is sent leaves in the order given, what arrives is handed over as it comes. */
export class Channel {
  readonly #socket: Duplex;
  #sending: Promise<void> = Promise.resolve();

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** Settles when the frames are with the socket. What cannot be sent any more is reported, never thrown. */
  send(frames: readonly Frame[]): Promise<void> {
    this.#sending = this.#sending.then(() => this.#socket.send([...frames])).catch(this.#report);
    return this.#sending;
  }

  /** Hands over every message until the socket is closed. */
  async listen(handle: (frames: Buffer[]) => void): Promise<void> {
    for await (const frames of this.#socket) handle(frames as Buffer[]);
  }

  async close(): Promise<void> {
    await this.#sending;
    this.#socket.close();
  }

  readonly #report = (error: Error) => {
    if (!this.#socket.closed) console.error(`mesoscope: a message could not be sent: ${error.message}`);
  };
}
