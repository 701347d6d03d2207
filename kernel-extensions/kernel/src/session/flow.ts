/** More than this, in bytes, may not wait to be taken. */
const limit = 8_000_000;

/** Holds a source back while what came from it is not taken as fast. */
export class Flow {
  readonly #hold: () => void;
  readonly #release: () => void;
  #waiting = 0;

  constructor(actions: { hold(): void; release(): void }) {
    this.#hold = actions.hold;
    this.#release = actions.release;
  }

  /** So many bytes have come; `taken` settles when they wait no longer. */
  pass(bytes: number, taken: Promise<unknown>): void {
    const wasFull = this.#full;
    this.#waiting += bytes;
    if (!wasFull && this.#full) this.#hold();
    const passed = () => {
      const wasFull = this.#full;
      this.#waiting -= bytes;
      if (wasFull && !this.#full) this.#release();
    };
    taken.then(passed, passed);
  }

  get #full(): boolean {
    return this.#waiting > limit;
  }
}
