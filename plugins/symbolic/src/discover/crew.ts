import { startThread, threadCount } from "#start-thread";
import type { Expression } from "../expression/expression.js";
import { Front } from "../search/front.js";
import type { Report, ThreadStage, ThreadStart } from "./messages.js";
import type { RunningThread } from "./start-thread.js";

export { threadCount };

/** Milliseconds that threads have to hand in their fronts when they are told to stop; they need a few. */
const patience = 5000;

/** Why a search ends: a law that leaves nothing, nothing better to find, the end of its time, or the user's word. */
export type Ending = "solved" | "finished" | "budget" | "stopped";

/** The threads of a search: they work in rounds, and all know the best of all after each of them. */
export class Crew {
  readonly front = new Front();
  readonly #threads: RunningThread[];
  /** Where time is the limit it ends at once with an exact law; else at the end of the round, the same on every machine. */
  readonly #isTimed: boolean;
  readonly #reports: (Report | undefined)[];
  /** Why it ended. */
  ending: Ending | undefined;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #hasEnded = false;
  /** Settles when all threads have handed in their fronts. */
  readonly ended: Promise<void>;

  constructor(start: Omit<ThreadStart, "index">) {
    for (const member of start.front) this.front.add(member);
    this.#isTimed = start.work === Number.POSITIVE_INFINITY;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#reports = Array.from({ length: start.count }, () => undefined);
    this.#threads = this.#reports.map((_, index) =>
      startThread(
        { ...start, index },
        { report: (report) => this.#receive(index, report), fail: (error) => this.#end(error) },
      ),
    );
  }

  /** Node evaluations since the start. */
  get work(): number {
    return this.#reports.reduce((sum, report) => sum + (report?.work ?? 0), 0);
  }

  /** What the threads have done and are doing. */
  get stages(): readonly ThreadStage[] {
    return this.#reports.flatMap((report) => report?.stages ?? []);
  }

  pause(): void {
    for (const thread of this.#threads) thread.send({ kind: "pause" });
  }

  resume(): void {
    for (const thread of this.#threads) thread.send({ kind: "resume" });
  }

  inject(guess: Expression): void {
    this.#threads[0]?.send({ kind: "inject", guess });
  }

  /** `why` stays what it was where the crew was stopped before. */
  stop(why: Ending = "stopped"): void {
    this.ending ??= why;
    for (const thread of this.#threads) thread.send({ kind: "stop" });
    this.#patience ??= setTimeout(() => this.#end(), patience);
    this.#endIfAllHave();
  }

  #receive(index: number, report: Report): void {
    this.#reports[index] = report;
    for (const member of [...report.front, ...report.rivals]) this.front.add(member);
    if (this.ending) this.#endIfAllHave();
    else if (this.#isTimed && this.front.isSolved) this.stop("solved");
    else if (this.#reports.every((each) => each?.kind === "arrived")) this.#nextRound();
  }

  /** One that has not reported yet is still being started, and has nothing to hand in. */
  #endIfAllHave(): void {
    if (this.#reports.every((report) => report === undefined || report.kind === "ended")) this.#end();
  }

  #nextRound(): void {
    if (this.front.isSolved) this.stop("solved");
    else if (this.#reports.every((report) => report?.isDone)) {
      this.stop(this.stages.every((stage) => stage.isFinished) ? "finished" : "budget");
    } else {
      for (const [index, thread] of this.#threads.entries()) {
        this.#reports[index] = { ...(this.#reports[index] as Report), kind: "progress" };
        thread.send({ kind: "continue", front: this.front.members });
      }
    }
  }

  #end(error?: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#patience);
    for (const thread of this.#threads) thread.terminate();
    if (error) this.#reject(error);
    else this.#resolve();
  }
}
