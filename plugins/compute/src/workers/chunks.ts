/** What a chunk should take: long against the cost of a message, short against the patience of who watches. */
const secondsPerChunk = 0.02;
const growth = 8;

/** Hands out places of tasks, in chunks that grow while tasks are short; tasks that were lost go alone. */
export class Chunks {
  readonly #left: readonly number[];
  readonly #members: number;
  readonly #again: number[] = [];
  #next = 0;
  #size = 1;

  constructor(left: readonly number[], members: number) {
    this.#left = left;
    this.#members = members;
  }

  /** The next chunk; undefined where nothing is left to hand out. */
  take(): readonly number[] | undefined {
    const lost = this.#again.shift();
    if (lost !== undefined) return [lost];
    const remaining = this.#left.length - this.#next;
    if (remaining === 0) return undefined;
    const size = Math.min(this.#size, Math.ceil(remaining / (2 * this.#members)));
    const chunk = this.#left.slice(this.#next, this.#next + size);
    this.#next += size;
    return chunk;
  }

  /** Learns how long tasks take. */
  learn(tasks: number, seconds: number): void {
    const fitting = Math.floor((secondsPerChunk * tasks) / Math.max(seconds, 1e-9));
    this.#size = Math.max(1, Math.min(fitting, this.#size * growth));
  }

  /** Takes a task back, to be run alone. */
  putBack(index: number): void {
    this.#again.push(index);
  }
}
