import type { Request } from "./messages.js";

/** Questions in the order of their answers: what a person waits for comes before diagnostics. */
export class QuestionQueue {
  readonly #waiting: Request[] = [];

  /** A person waits for an answer. */
  get urgent(): boolean {
    return this.#waiting.some(isUrgent);
  }

  /** Someone waits for an answer. */
  get asked(): boolean {
    return this.#waiting.some(({ question }) => question.kind !== "executed");
  }

  /** Adds a question; returns those that it makes pointless: the completions of a text that has changed since. */
  add(request: Request): Request[] {
    const outdated = request.question.kind === "complete" ? this.#waiting.filter(isCompletion) : [];
    for (const old of outdated) this.#remove(old);
    this.#waiting.push(request);
    return outdated;
  }

  /** Puts a question back that was interrupted. */
  putBack(request: Request): void {
    this.#waiting.unshift(request);
  }

  /** The next question: the first urgent one, after the cells that ran before it was asked; else the first. */
  take(): Request | undefined {
    const urgent = this.#waiting.findIndex(isUrgent);
    const before = this.#waiting.slice(0, urgent + 1).filter((request) => request.question.kind !== "diagnostics");
    const next = before[0] ?? this.#waiting[0];
    if (next) this.#remove(next);
    return next;
  }

  #remove(request: Request): void {
    this.#waiting.splice(this.#waiting.indexOf(request), 1);
  }
}

const isCompletion = ({ question }: Request): boolean => question.kind === "complete";
const isUrgent = ({ question }: Request): boolean => question.kind === "complete" || question.kind === "inspect";
