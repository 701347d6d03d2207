import { clock } from "../clock.js";

/** Tells when to do something again: more and more seldom, until something happens. */
export class Pace {
  readonly #least: number;
  readonly #most: number;
  #pause: number;
  #due = 0;

  /** @param least seconds after something has happened, @param most seconds in the long run */
  constructor(least: number, most: number) {
    this.#least = least;
    this.#most = most;
    this.#pause = least;
  }

  /** Whether it is time; if so, the next time is later. */
  isDue(): boolean {
    if (clock() < this.#due) return false;
    this.#due = clock() + this.#pause;
    this.#pause = Math.min(this.#most, this.#pause * 1.5);
    return true;
  }

  /** Something has happened. */
  hasten(): void {
    this.#pause = this.#least;
    this.#due = Math.min(this.#due, clock() + this.#least);
  }
}
