import type { Request } from "./request.js";

/** What is kept of a request for as long as there may be output for it. */
export interface Origin {
  readonly identities: readonly Uint8Array[];
  readonly headerText: string;
  readonly mayAsk: boolean;
}

/** Enough for the late output of every cell of a notebook; comm messages may be more. */
const limit = 20_000;

/** Where the session's runs came from: outputs carry the header of their request, also long after its end. */
export class Runs {
  readonly #origins = new Map<number, Origin>();
  #last: Origin | undefined;

  add(run: number, { message }: Request): void {
    // Copies, so that the rest of what was received with them can be freed.
    this.#last = {
      identities: message.identities.map((identity) => Buffer.from(identity)),
      headerText: message.headerText,
      mayAsk: message.content.allow_stdin !== false,
    };
    this.#origins.set(run, this.#last);
    if (this.#origins.size > limit) this.#origins.delete(this.#origins.keys().next().value!);
  }

  /** Output that belongs to nobody counts to the latest request. */
  find(run: number): Origin | undefined {
    return this.#origins.get(run) ?? this.#last;
  }
}
