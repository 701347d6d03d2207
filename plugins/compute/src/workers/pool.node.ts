import type { Outcome } from "../run-task.js";
import { sendTasks } from "../send-tasks.js";
import type { Sweep } from "../sweep/sweep.js";
import { EngineError, receivedError } from "../task-error.js";
import { sentFunction } from "../task-function.js";
import { whileWaiting } from "../while-waiting.js";
import { Chunks } from "./chunks.js";
import { type Member, startProcess, startThread } from "./member.node.js";
import type { Answer, Setup } from "./messages.js";

/** Runs what is left of a sweep on `count` workers, and ends them. */
export async function runOnPool(sweep: Sweep, count: number, kind: "threads" | "processes"): Promise<void> {
  const pool = new Pool(sweep, count, kind);
  try {
    await whileWaiting(pool.done, () => sweep.tick());
  } finally {
    await pool.end();
  }
}

/** One place in the pool: who has it, and what it is doing. */
interface Seat {
  readonly member: Member;
  chunk: readonly number[];
}

class Pool {
  readonly #sweep: Sweep;
  readonly #count: number;
  readonly #start: typeof startThread;
  readonly #setup: Setup;
  readonly #chunks: Chunks;
  readonly #seats = new Set<Seat>();
  readonly #losses = new Map<number, number>();
  readonly #done = Promise.withResolvers<void>();
  #left: number;

  constructor(sweep: Sweep, count: number, kind: "threads" | "processes") {
    const { left, seed, run } = sweep;
    this.#sweep = sweep;
    this.#count = count;
    this.#start = kind === "threads" ? startThread : startProcess;
    this.#setup = { run: sentFunction(run), directory: process.cwd(), seed };
    this.#chunks = new Chunks(left, Math.min(count, left.length));
    this.#left = left.length;
    this.#guarded(() => this.#distribute());
  }

  /** Settles when all tasks are finished, or when none can be run. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  async end(): Promise<void> {
    const members = [...this.#seats].map(({ member }) => member);
    this.#seats.clear();
    await Promise.all(members.map((member) => member.end()));
  }

  /** Gives chunks to members that are free, and to new ones as long as there are seats. */
  #distribute(): void {
    const free = [...this.#seats].filter(({ chunk }) => chunk.length === 0);
    while (free.length > 0 || this.#seats.size < this.#count) {
      const chunk = this.#chunks.take();
      if (!chunk) return;
      const seat = free.pop() ?? this.#fill();
      seat.chunk = chunk;
      const tasks = chunk.map((index) => [index, this.#sweep.inputs[index]] as const);
      sendTasks(tasks, (sendable) => seat.member.send(sendable));
    }
  }

  #fill(): Seat {
    const member = this.#start({
      onAnswer: (answer) => this.#guarded(() => this.#receive(seat, answer)),
      onEnd: (reason) => this.#guarded(() => this.#lose(seat, reason)),
    });
    const seat: Seat = { member, chunk: [] };
    this.#seats.add(seat);
    member.send(this.#setup);
    return seat;
  }

  #receive(seat: Seat, answer: Answer): void {
    if (!this.#seats.has(seat)) return;
    if ("unready" in answer) {
      const { code = "FUNCTION_NOT_LOADED", message } = answer.unready;
      throw new EngineError(code, message, { cause: receivedError(answer.unready) });
    }
    seat.chunk = [];
    const { outcomes } = answer;
    const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);
    this.#chunks.learn(outcomes.length, seconds);
    this.#finish(outcomes);
    this.#distribute();
  }

  /** The tasks of a member that ended run again, until they were lost too often. */
  #lose(seat: Seat, reason: string): void {
    if (!this.#seats.delete(seat)) return;
    const error = { name: "Error", message: reason, stack: "" };
    for (const index of seat.chunk) {
      const losses = (this.#losses.get(index) ?? 0) + 1;
      this.#losses.set(index, losses);
      if (losses > this.#sweep.retries) this.#finish([{ index, seconds: 0, error, lost: true }]);
      else this.#chunks.putBack(index);
    }
    this.#distribute();
  }

  #finish(outcomes: readonly Outcome[]): void {
    this.#sweep.finish(outcomes);
    this.#left -= outcomes.length;
    if (this.#left === 0) this.#done.resolve();
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#done.reject(error);
    }
  }
}
