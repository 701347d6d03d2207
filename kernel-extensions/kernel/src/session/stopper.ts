/** How long a cell may take to answer Stop before its reader is told why, in milliseconds. */
const patience = 2000;
/** How long before its process is ended without being asked again, in milliseconds. */
const limit = 10_000;

/** Insists, when what runs does not answer Stop: first says so, then ends the process. */
export class Stopper {
  readonly #say: (text: string) => void;
  readonly #kill: () => void;
  #timer: NodeJS.Timeout | undefined;
  #said = false;

  constructor(actions: { say(text: string): void; kill(): void }) {
    this.#say = actions.say;
    this.#kill = actions.kill;
  }

  /** Stop was asked for while something runs. */
  asked(): void {
    if (this.#said) this.#kill();
    else if (this.#timer) this.#wait(patience, this.#kill);
    else this.#wait(patience, this.#explain);
  }

  /** Nothing runs any more. */
  answered(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#said = false;
  }

  readonly #explain = () => {
    this.#said = true;
    this.#say(
      "This cell does not answer Stop: it is inside native code. " +
        `Stop again to end its process, which loses all variables; in ${(limit - patience) / 1000} s that happens by itself.\n`,
    );
    this.#wait(limit - patience, this.#kill);
  };

  #wait(milliseconds: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, milliseconds);
  }
}
