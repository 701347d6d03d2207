/**
 * Does one piece of work at a time, always with the latest values: those that arrive while it works are kept, and
 * passed over when others follow. So a slow handler ends soon after the last of many events.
 */
export class Latest<Values extends unknown[]> {
  readonly #work: (...values: Values) => Promise<void> | undefined;
  #waiting: Values | undefined;
  #working: Promise<void> | undefined;

  constructor(work: (...values: Values) => Promise<void> | undefined) {
    this.#work = work;
  }

  /** Works at once, unless it does already. */
  now(...values: Values): Promise<void> | undefined {
    this.#waiting = values;
    return this.#working ?? this.#next();
  }

  /** Works when all that has arrived together has been taken. */
  soon(...values: Values): Promise<void> {
    this.#waiting = values;
    this.#working ??= Promise.resolve().then(() => this.#next());
    return this.#working;
  }

  #next(): Promise<void> | undefined {
    this.#working = undefined;
    while (this.#waiting) {
      const values = this.#waiting;
      this.#waiting = undefined;
      const ended = this.#work(...values);
      if (!ended) continue;
      this.#working = ended.then(() => this.#next());
      return this.#working;
    }
    return undefined;
  }
}
