/** Numbers by which a front end asks for things later; a number is never given twice. */
export class Handles<T> {
  readonly #kept = new Map<number, T>();
  #last = 0;

  add(thing: T): number {
    this.#kept.set(++this.#last, thing);
    return this.#last;
  }

  find(handle: unknown): T | undefined {
    return this.#kept.get(Number(handle));
  }

  /** Forgets all that `isOver` names. */
  forget(isOver: (thing: T) => boolean): void {
    for (const [handle, thing] of this.#kept) if (isOver(thing)) this.#kept.delete(handle);
  }
}
