import { setTimeout as delay } from "node:timers/promises";
import type { XPublisher } from "zeromq";
import type { Frame } from "./message.js";

/** How many messages may wait for one front end. */
export const waitingLimit = 128;
/** How long a front end may read nothing before it loses messages, and for how long it then does, in milliseconds. */
const patience = 5000;
const penance = 60_000;

/**
 * What goes to every front end, in order. A full socket (made with `noDrop`) is waited for, so that a flood is held back
 * and not lost.
 */
export class Broadcast {
  readonly #socket: XPublisher;
  #sending: Promise<void> = Promise.resolve();
  #lossyUntil = 0;

  constructor(socket: XPublisher) {
    this.#socket = socket;
  }

  /** Settles when the message is with the socket. What cannot be sent any more is reported, never thrown. */
  send(frames: readonly Frame[]): Promise<void> {
    this.#sending = this.#sending.then(() => this.#deliver([...frames])).catch(this.#report);
    return this.#sending;
  }

  /** Tells of every front end that subscribes, with the topic that it wants. */
  async subscriptions(handle: (topic: string) => void): Promise<void> {
    for await (const [frame] of this.#socket) if (frame?.[0] === 1) handle(frame.toString("utf8", 1));
  }

  async close(): Promise<void> {
    await this.#sending;
    this.#socket.close();
  }

  async #deliver(frames: Frame[]): Promise<void> {
    if (this.#lossyUntil > 0 && performance.now() > this.#lossyUntil) this.#loseNothing();
    for (const end = performance.now() + patience; ; ) {
      try {
        return await this.#socket.send(frames);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      }
      if (performance.now() > end) this.#leaveBehind();
      await delay(1);
    }
  }

  /** Somebody is connected and does not read; the others must not wait for it. */
  #leaveBehind(): void {
    this.#lossyUntil = performance.now() + penance;
    this.#socket.noDrop = false;
    console.error(`mesoscope: a front end has not read for ${patience / 1000} s; it will miss output.`);
  }

  #loseNothing(): void {
    this.#lossyUntil = 0;
    this.#socket.noDrop = true;
  }

  readonly #report = (error: Error) => {
    if (!this.#socket.closed) console.error(`mesoscope: output could not be sent: ${error.message}`);
  };
}
