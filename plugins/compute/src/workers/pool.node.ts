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

class Pool {
  readonly #sweep: Sweep;
  readonly #setup: Setup;
  readonly #chunks: Chunks;
  readonly #start: typeof startThread;
  readonly #members = new Set<Member>();
  readonly #losses = new Map<number, number>();
  readonly #done = Promise.withResolvers<void>();
  #left: number;

  constructor(sweep: Sweep, count: number, kind: "threads" | "processes") {
    const { left, seed, run } = sweep;
    this.#sweep = sweep;
    this.#setup = { run: sentFunction(run), directory: process.cwd(), seed };
    this.#left = left.length;
    const members = Math.min(count, left.length);
    this.#chunks = new Chunks(left, members);
    this.#start = kind === "threads" ? startThread : startProcess;
    for (let i = 0; i < members; i++) this.#guarded(() => this.#startMember());
  }

  /** Settles when all tasks are finished, or when none can be run. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  async end(): Promise<void> {
    const members = [...this.#members];
    this.#members.clear();
    await Promise.all(members.map((member) => member.end()));
  }

  #startMember(): void {
    const chunk = this.#chunks.take();
    if (!chunk) return;
    let doing = chunk;
    const member = this.#start({
      onAnswer: (answer) => this.#guarded(() => this.#receive(member, answer, (next) => (doing = next))),
      onEnd: (reason) => this.#guarded(() => this.#replace(member, doing, reason)),
    });
    this.#members.add(member);
    member.send(this.#setup);
    this.#send(member, chunk);
  }

  #send(member: Member, chunk: readonly number[]): void {
    sendTasks(
      chunk.map((index) => [index, this.#sweep.inputs[index]] as const),
      (tasks) => member.send(tasks),
    );
  }

  #receive(member: Member, answer: Answer, begin: (chunk: readonly number[]) => void): void {
    if (!this.#members.has(member)) return;
    if ("unready" in answer) {
      const { code = "FUNCTION_NOT_LOADED", message } = answer.unready;
      throw new EngineError(code, message, { cause: receivedError(answer.unready) });
    }
    const { outcomes } = answer;
    this.#chunks.learn(
      outcomes.length,
      outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
    );
    this.#finish(outcomes);
    const next = this.#chunks.take() ?? [];
    begin(next);
    if (next.length > 0) this.#send(member, next);
  }

  /** Another worker takes the place of one that ended, and its tasks run again until they were lost too often. */
  #replace(member: Member, chunk: readonly number[], reason: string): void {
    if (!this.#members.delete(member)) return;
    const error = { name: "Error", message: reason, stack: "" };
    for (const index of chunk) {
      const losses = (this.#losses.get(index) ?? 0) + 1;
      this.#losses.set(index, losses);
      if (losses > this.#sweep.retries) this.#finish([{ index, seconds: 0, error, lost: true }]);
      else this.#chunks.putBack(index);
    }
    this.#startMember();
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
