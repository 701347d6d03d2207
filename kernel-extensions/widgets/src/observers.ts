import type { Undo } from "@mesoscope/sdk";
import { allOf, callback } from "./host.js";
import { Latest } from "./latest.js";
import type { Origin } from "./model.js";
import { same } from "./same.js";

/** Is told a new value, and the one that it was told before. */
export type Observer<T> = (value: T, before: T) => unknown;

/** Who is told when a value changes. */
export class Observers<T> {
  readonly #told = new Set<(value: T, origin: Origin) => Promise<void> | undefined>();

  /** Adds a handler that knows the value as it is now. */
  add(handler: Observer<T>, current: T): Undo {
    let known = current;
    const call = callback(handler);
    const latest = new Latest((value: T) => {
      const before = known;
      known = value;
      return same(value, before) ? undefined : call(value, before);
    });
    // What the notebook does takes effect at once; a slider sends more than a slow handler can take.
    const tell = (value: T, origin: Origin) => (origin === "notebook" ? latest.now(value) : latest.soon(value));
    this.#told.add(tell);
    return () => void this.#told.delete(tell);
  }

  tell(value: T, origin: Origin): Promise<void> | undefined {
    return allOf([...this.#told].map((tell) => tell(value, origin)));
  }
}
