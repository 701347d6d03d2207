import { type TickValues, tick } from "@mesoscope/sdk";
import type { Outcome } from "../run-task.js";
import type { TaskError } from "../task-error.js";
import type { ModuleFunction, TaskFunction } from "../task-function.js";
import { failureOf } from "./failure.js";

/** Where finished tasks are kept, so that a later run need not do them again. */
export interface Kept {
  /** Values by index. */
  readonly finished: ReadonlyMap<number, unknown>;
  add(outcomes: readonly Outcome[]): void;
}

export interface SweepPlan {
  readonly run: TaskFunction<never, unknown> | ModuleFunction;
  readonly inputs: readonly unknown[];
  readonly seed: number;
  /** How often a task is tried again after what ran it died. */
  readonly retries: number;
  readonly keepFailures: boolean;
  readonly kept?: Kept | undefined;
}

/** The tasks of one `map` and what has become of them: engines read from it and report to it. */
export class Sweep {
  readonly run: SweepPlan["run"];
  readonly inputs: readonly unknown[];
  readonly seed: number;
  readonly retries: number;
  readonly values: unknown[];
  readonly failures: TaskError[] = [];
  /** How many values were there before the run. */
  readonly resumed: number;
  /** The time that the tasks of this run took, added up. */
  taskSeconds = 0;
  readonly #plan: SweepPlan;
  readonly #isFinished: Uint8Array;
  #finished = 0;

  constructor(plan: SweepPlan) {
    this.#plan = plan;
    ({ run: this.run, inputs: this.inputs, seed: this.seed, retries: this.retries } = plan);
    this.values = new Array(plan.inputs.length).fill(undefined);
    this.#isFinished = new Uint8Array(plan.inputs.length);
    for (const [index, value] of plan.kept?.finished ?? []) this.#accept(index, value);
    this.resumed = this.#finished;
  }

  /** Places of the tasks that are not finished, in order. */
  get left(): readonly number[] {
    return [...this.inputs.keys()].filter((index) => !this.#isFinished[index]);
  }

  isFinished(index: number): boolean {
    return this.#isFinished[index] === 1;
  }

  /** Takes what became of some tasks; a task that is finished already keeps its first outcome. */
  finish(outcomes: readonly Outcome[]): void {
    const fresh = outcomes.filter(({ index }) => !this.isFinished(index));
    for (const outcome of fresh) {
      this.taskSeconds += outcome.seconds;
      this.#accept(outcome.index, "value" in outcome ? outcome.value : undefined);
      if ("error" in outcome) this.failures.push(failureOf(outcome, this.inputs[outcome.index], this.retries));
    }
    this.#plan.kept?.add(fresh.filter((outcome) => "value" in outcome));
  }

  /**
   * Shows progress and lets a stop in.
   *
   * @throws TaskError of the first task that failed, unless failures are kept
   */
  tick(values?: TickValues): Promise<void> | undefined {
    if (this.failures.length > 0 && !this.#plan.keepFailures) throw this.failures[0]!;
    const failed = this.failures.length > 0 ? { failed: this.failures.length } : undefined;
    return tick(
      Math.max(0, this.#finished - 1),
      this.inputs.length,
      values || failed ? { ...values, ...failed } : undefined,
    );
  }

  #accept(index: number, value: unknown): void {
    this.values[index] = value;
    this.#isFinished[index] = 1;
    this.#finished++;
  }
}
