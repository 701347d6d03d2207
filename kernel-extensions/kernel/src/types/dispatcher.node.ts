import { Worker } from "node:worker_threads";
import type { Answer, Request, Said } from "./messages.js";
import { QuestionQueue } from "./question-queue.js";

/** A question without an answer after this many milliseconds is given up, so that the rest have theirs. */
const timeLimit = 10_000;

/** A thread that does not give up within this many milliseconds ends with its process; the kernel starts another. */
const grace = 3_000;

/** Diagnostics give way to a waiting person after this many milliseconds, at most `maximumYields` times. */
const patience = 150;
const maximumYields = 3;

/** Executed cells that nobody asks about wait for this many quiet milliseconds: cells come first. */
const quiet = 200;

/** Resident bytes, after which the process says in a quiet moment that it should be replaced. */
const budget = 400 * 2 ** 20;
const idle = 3_000;

/** Hands questions to the language thread, one at a time. */
export class Dispatcher {
  readonly #say: (said: Said) => void;
  readonly #thread: Worker;
  readonly #queue = new QuestionQueue();
  readonly #cancel = new Int32Array(new SharedArrayBuffer(4));
  readonly #yields = new Map<number, number>();
  #current: { readonly request: Request; readonly limit: NodeJS.Timeout } | undefined;
  #ready = false;
  #pause: NodeJS.Timeout | undefined;
  #rest: NodeJS.Timeout | undefined;

  constructor(directory: string, say: (said: Said) => void) {
    this.#say = say;
    const workerData = { directory, cancel: this.#cancel };
    this.#thread = new Worker(new URL("./language-thread.node.js", import.meta.url), { workerData });
    this.#thread.on("message", (message: Reply) => this.#take(message));
    this.#thread.on("error", (error) => {
      console.error(error);
      process.exit(1);
    });
  }

  ask(request: Request): void {
    for (const { id } of this.#queue.add(request)) this.#say({ id, answer: null });
    if (this.#current && this.#queue.urgent) setTimeout(() => this.#interrupt(), patience);
    clearTimeout(this.#pause);
    if (this.#queue.asked) this.#next();
    else this.#pause = setTimeout(() => this.#next(), quiet);
  }

  #take(reply: Reply): void {
    const asked = this.#current?.request;
    clearTimeout(this.#current?.limit);
    this.#current = undefined;
    if (!this.#ready) this.#say("ready");
    this.#ready = true;
    if (asked) this.#settle(asked, reply);
    this.#next();
  }

  #settle(asked: Request, reply: Reply): void {
    if (asked.id === nobodys) return;
    if (reply.state === "answered") this.#say({ id: asked.id, answer: reply.answer });
    if (reply.state === "cancelled") this.#queue.putBack(asked);
  }

  #next(): void {
    if (!this.#ready || this.#current) return;
    clearTimeout(this.#rest);
    const request = this.#queue.take();
    if (!request) {
      this.#rest = setTimeout(() => process.memoryUsage.rss() > budget && this.#say("full"), idle);
      return;
    }
    Atomics.store(this.#cancel, 0, 0);
    this.#current = { request, limit: setTimeout(() => this.#giveUp(request), timeLimit) };
    this.#thread.postMessage(request.question);
  }

  /** Answers a question that takes too long by nothing, and ends the process if its thread does not stop. */
  #giveUp(request: Request): void {
    this.#say({ id: request.id, answer: null });
    const limit = setTimeout(() => process.exit(1), grace);
    this.#current = { request: { ...request, id: nobodys }, limit };
    Atomics.store(this.#cancel, 0, 1);
  }

  /** Stops diagnostics that a person waits behind; they are asked again afterwards. */
  #interrupt(): void {
    const asked = this.#current?.request;
    if (asked?.question.kind !== "diagnostics" || asked.id === nobodys || !this.#queue.urgent) return;
    const yields = (this.#yields.get(asked.id) ?? 0) + 1;
    this.#yields.set(asked.id, yields);
    if (yields <= maximumYields) Atomics.store(this.#cancel, 0, 1);
  }
}

/** Of a question that has been answered already. */
const nobodys = -1;

/** What the language thread says: that it has loaded, an answer, or that it was interrupted. */
export type Reply =
  | { readonly state: "ready" }
  | { readonly state: "answered"; readonly answer: Answer }
  | { readonly state: "cancelled" };
