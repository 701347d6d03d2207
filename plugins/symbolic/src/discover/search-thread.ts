import { randomStream } from "@mesoscope/core";
import { constant, type Expression } from "../expression/expression.js";
import { Front } from "../search/front.js";
import { guessesStage } from "../search/guesses/guesses-stage.js";
import { searchContext } from "../search/search-context.js";
import type { SearchContext } from "../search/stage.js";
import { clock } from "./clock.js";
import type { Order, Report, ThreadStart } from "./messages.js";
import { scheduleOf } from "./schedule.js";

/** Work between two exchanges of fronts, in node evaluations: at most about a second. */
const roundWork = 5e7;

/** Milliseconds between two reports for people. */
const reportEvery = 50;

/**
 * One thread of a search: it goes through its stages in small steps, and waits for the other threads at the end of every
 * round. What it finds depends on its start and its orders alone, at whatever speed it runs.
 */
export class SearchThread {
  readonly #start: ThreadStart;
  readonly #send: (report: Report) => void;
  readonly #context: SearchContext;
  readonly #steps: Iterator<number>;
  readonly #injected: Expression[] = [];
  readonly #stages: { readonly name: string; isFinished: boolean }[] = [];
  #work = 0;
  #roundEnd = roundWork;
  #reportedAt = 0;
  #isWaiting = false;
  #isPaused = false;
  #isDone = false;
  #hasEnded = false;

  constructor(start: ThreadStart, send: (report: Report) => void) {
    const front = new Front();
    for (const member of start.front) front.add(member);
    this.#start = start;
    this.#send = send;
    this.#context = searchContext(start.problem, front, randomStream(start.problem.seed).child(start.index));
    // Whenever it is stopped, there is a formula.
    this.#context.offer(constant(0));
    this.#steps = this.#run();
  }

  /** Whether `step` has something to do. */
  get isRunning(): boolean {
    return !(this.#isWaiting || this.#isPaused || this.#hasEnded);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  receive(order: Order): void {
    if (order.kind === "inject") this.#injected.push(order.guess);
    else if (order.kind === "pause") this.#isPaused = true;
    else if (order.kind === "resume") this.#isPaused = false;
    else if (order.kind === "continue") this.#continue(order);
    else {
      this.#hasEnded = true;
      this.#report("ended");
    }
  }

  /** Some milliseconds of work. */
  step(): void {
    const { done, value } = this.#steps.next();
    this.#work += done ? 0 : value;
    this.#isDone = done === true || this.#work >= this.#start.work;
    if (this.#isDone || this.#work >= this.#roundEnd) {
      this.#isWaiting = true;
      this.#report("arrived");
    } else if (clock() - this.#reportedAt > reportEvery) this.#report("progress");
  }

  #continue({ front }: Order & { kind: "continue" }): void {
    for (const member of front) this.#context.front.add(member);
    this.#roundEnd = this.#work + roundWork;
    this.#isWaiting = false;
  }

  *#run(): Generator<number, void, void> {
    if (this.#start.index === 0) this.#injected.push(...this.#start.guesses);
    for (const { name, run } of scheduleOf(this.#start)) {
      const stage = { name, isFinished: false };
      this.#stages.push(stage);
      yield* this.#tryInjected();
      for (const work of run(this.#context)) {
        yield work;
        yield* this.#tryInjected();
      }
      stage.isFinished = true;
    }
  }

  *#tryInjected(): Generator<number, void, void> {
    if (this.#injected.length > 0) yield* guessesStage(this.#injected.splice(0))(this.#context);
  }

  #report(kind: Report["kind"]): void {
    this.#reportedAt = clock();
    const { members, rivals } = this.#context.front;
    const stages = this.#stages.map((stage) => ({ ...stage }));
    this.#send({ kind, stages, work: this.#work, front: members, rivals, isDone: this.#isDone });
  }
}
