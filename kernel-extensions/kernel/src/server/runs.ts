import type { Request } from "./request.js";

/** What is kept of a request for as long as there may be output for it. */
export interface Origin {
  readonly identities: readonly Uint8Array[];
  readonly headerText: string;
  readonly mayAsk: boolean;
}

/** Enough for the late output of every cell of a notebook. */
const cells = 20_000;
/** A slider sends hundreds of messages, and what their handlers show belongs to cells. */
const others = 1000;

/** Where the session's runs came from: outputs carry the header of their request, also long after its end. */
export class Runs {
  readonly #cells = new Map<number, Origin>();
  readonly #others = new Map<number, Origin>();
  #last: Origin | undefined;

  add(run: number, { message }: Request): void {
    // Copies, so that the rest of what was received with them can be freed.
    this.#last = {
      identities: message.identities.map((identity) => Buffer.from(identity)),
      headerText: message.headerText,
      mayAsk: message.content.allow_stdin !== false,
    };
    const isCell = message.header.msg_type === "execute_request";
    const [origins, limit] = isCell ? [this.#cells, cells] : [this.#others, others];
    origins.set(run, this.#last);
    if (origins.size > limit) origins.delete(origins.keys().next().value!);
  }

  /** Output that belongs to nobody counts to the latest request. */
  find(run: number): Origin | undefined {
    return this.#cells.get(run) ?? this.#others.get(run) ?? this.#last;
  }
}
