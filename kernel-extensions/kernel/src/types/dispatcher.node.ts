import { Worker } from "node:worker_threads";
import type { Answer, Request, Response } from "./messages.js";
import { QuestionQueue } from "./question-queue.js";

/** A question without an answer after this many milliseconds ends the process; the kernel starts another. */
const timeLimit = 10_000;

/** Diagnostics give way to a waiting person after this many milliseconds, at most `maximumYields` times. */
const patience = 150;
const maximumYields = 3;

/** Executed cells that nobody asks about wait for this many quiet milliseconds: cells come first. */
const quiet = 200;

/** Hands questions to the language thread, one at a time. */
export class Dispatcher {
  readonly #respond: (response: Response) => void;
  readonly #thread: Worker;
  readonly #queue = new QuestionQueue();
  readonly #cancel = new Int32Array(new SharedArrayBuffer(4));
  readonly #yields = new Map<number, number>();
  #current: { readonly request: Request; readonly limit: NodeJS.Timeout } | undefined;
  #ready = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(directory: string, respond: (response: Response) => void) {
    this.#respond = respond;
    const workerData = { directory, cancel: this.#cancel };
    this.#thread = new Worker(new URL("./language-thread.node.js", import.meta.url), { workerData });
    this.#thread.on("message", (message: Reply) => this.#take(message));
    this.#thread.on("error", (error) => {
      console.error(error);
      process.exit(1);
    });
  }

  ask(request: Request): void {
    for (const { id } of this.#queue.add(request)) this.#respond({ id, answer: null });
    if (this.#current && this.#queue.urgent) setTimeout(() => this.#interrupt(), patience);
    clearTimeout(this.#pause);
    if (this.#queue.asked) this.#next();
    else this.#pause = setTimeout(() => this.#next(), quiet);
  }

  #take(reply: Reply): void {
    const asked = this.#current?.request;
    clearTimeout(this.#current?.limit);
    this.#current = undefined;
    this.#ready = true;
    if (asked && reply.state === "answered") this.#respond({ id: asked.id, answer: reply.answer });
    if (asked && reply.state === "cancelled") this.#queue.putBack(asked);
    this.#next();
  }

  #next(): void {
    if (!this.#ready || this.#current) return;
    const request = this.#queue.take();
    if (!request) return;
    Atomics.store(this.#cancel, 0, 0);
    this.#current = { request, limit: setTimeout(() => process.exit(1), timeLimit) };
    this.#thread.postMessage(request.question);
  }

  /** Stops diagnostics that a person waits behind; they are asked again afterwards. */
  #interrupt(): void {
    if (this.#current?.request.question.kind !== "diagnostics" || !this.#queue.urgent) return;
    const { id } = this.#current.request;
    const yields = (this.#yields.get(id) ?? 0) + 1;
    this.#yields.set(id, yields);
    if (yields <= maximumYields) Atomics.store(this.#cancel, 0, 1);
  }
}

/** What the language thread says: that it has loaded, an answer, or that it was interrupted. */
export type Reply =
  | { readonly state: "ready" }
  | { readonly state: "answered"; readonly answer: Answer }
  | { readonly state: "cancelled" };
