import type { Request } from "./request.js";

/** Enough for the late output of every cell of a notebook; comm messages may be more. */
const limit = 20_000;

/** The requests behind the session's runs: outputs carry the header of theirs as parent, also long after its end. */
export class Runs {
  readonly #requests = new Map<number, Request>();
  #last: Request | undefined;

  add(run: number, request: Request): void {
    this.#last = request;
    this.#requests.set(run, request);
    if (this.#requests.size > limit) this.#requests.delete(this.#requests.keys().next().value!);
  }

  /** Output that belongs to nobody counts to the latest request. */
  find(run: number): Request | undefined {
    return this.#requests.get(run) ?? this.#last;
  }
}
