/** Passes things on in the order in which they come, where one of them must wait: the others wait behind it. */
export class InOrder<T> {
  readonly #pass: (thing: T) => void;
  #last: Promise<void> | undefined;

  constructor(pass: (thing: T) => void) {
    this.#pass = pass;
  }

  add(thing: T | Promise<T>): void {
    if (!this.#last && !(thing instanceof Promise)) {
      this.#pass(thing);
      return;
    }
    const passed = this.#after(this.#last, thing).then(() => {
      if (this.#last === passed) this.#last = undefined;
    });
    this.#last = passed;
  }

  /** Settles when all that has come is passed on; undefined where it is. */
  get passed(): Promise<void> | undefined {
    return this.#last;
  }

  async #after(before: Promise<void> | undefined, thing: T | Promise<T>): Promise<void> {
    await before;
    this.#pass(await thing);
  }
}
