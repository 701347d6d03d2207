import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { clock } from "./clock.js";
import type { Cloned } from "./cloned.js";
import type { Engine } from "./engine.js";
import { here } from "./here.js";
import { Mapped } from "./sweep/mapped.js";
import { Sweep } from "./sweep/sweep.js";
import { checkTaskFunction, type ModuleFunction, sentFunction, type TaskFunction } from "./task-function.js";

/** What is to be computed: one function, and the inputs that it is called with. */
export interface Tasks<Input, Output> {
  /** Plain data: numbers, texts, arrays, typed arrays, dates, maps, sets and objects of these. Methods do not travel. */
  readonly inputs: Iterable<Input>;
  /** A function that uses only its arguments and what it imports itself, or one that a module exports. */
  readonly run: TaskFunction<Cloned<Input>, Output> | ModuleFunction;
}

export interface MapOptions {
  /** Where the tasks run; `here()` unless given. */
  readonly on?: Engine;
  /** From which every task gets a seed of its own; 0 unless given. */
  readonly seed?: number;
  /** `"throw"` the first error and stop the rest, or `"keep"` errors in `failures` and go on; `"throw"` unless given. */
  readonly errors?: "throw" | "keep";
  /** How often a task runs again when its worker or job dies; 2 unless given. What the function throws is final. */
  readonly retries?: number;
  /**
   * A folder that keeps every finished value, so that the same call later does only what is left. A value is found again
   * by the text of the function (of a module: its own file), the input and the seed.
   */
  readonly keepIn?: string;
}

/**
 * Calls a function once for every input, on the engine of your choice, and gives the values in the order of the inputs.
 *
 * Values, seeds and order are the same on every engine. Progress shows by itself, and a stop ends everything that runs,
 * jobs of a cluster included. The function may be written in place: its text is sent, so it can use its arguments, what
 * it imports inside, and `tick`. Otherwise give `{ module, name }`.
 *
 * @example
 * const throws = await map({ inputs: [10, 20, 30], run: (sides, { seed }) => 1 + (seed % sides) }, { seed: 4 });
 * throws.values.length; // 3
 *
 * @throws TaskError TASK_FAILED, TASK_LOST, OUTER_NAME
 * @throws EngineError NO_SLURM, SLURM_REFUSED, SLURM_UNREACHABLE, TOO_MANY_JOBS, FUNCTION_NOT_LOADED
 * @throws ValueError BAD_OPTION, BAD_VALUE, BAD_SEED, UNSENDABLE_FUNCTION, UNSENDABLE_INPUT
 * @throws StopError STOPPED
 */
export async function map<Input, Output>(
  tasks: Tasks<Input, Output>,
  options: MapOptions = {},
): Promise<Mapped<Cloned<Awaited<Output>>>> {
  check(tasks, options);
  const { on: engine = here(), seed = 0, errors = "throw", retries = 2, keepIn } = options;
  const start = clock();
  const inputs = [...tasks.inputs];
  const kept = keepIn === undefined ? undefined : await keeper(keepIn, tasks.run, inputs, seed);
  const sweep = new Sweep({ run: tasks.run, inputs, seed, retries, keepFailures: errors === "keep", kept });
  if (sweep.left.length > 0) await engine.run(sweep);
  await sweep.tick();
  return new Mapped({
    values: sweep.values as Cloned<Awaited<Output>>[],
    failures: sweep.failures.toSorted((a, b) => a.index - b.index),
    engine: engine.name,
    seconds: clock() - start,
    secondsPerTask: sweep.taskSeconds / (inputs.length - sweep.resumed),
    resumed: sweep.resumed,
  });
}

async function keeper(folder: string, run: Tasks<never, unknown>["run"], inputs: readonly unknown[], seed: number) {
  const { openRecord } = await import("./record/record.node.js");
  return openRecord(folder, sentFunction(run), inputs, seed);
}

function check<Input>(tasks: Tasks<Input, unknown>, options: MapOptions): void {
  if (typeof tasks !== "object" || tasks === null || Array.isArray(tasks)) {
    throw new ValueError(
      "BAD_VALUE",
      "map: the tasks are no object. Give { inputs: […], run: (input) => … }, then { on }.",
    );
  }
  checkOptions("map", tasks, ["inputs", "run"]);
  checkOptions("map", options, ["on", "seed", "errors", "retries", "keepIn"]);
  checkTaskFunction(tasks.run);
  if (typeof tasks.inputs?.[Symbol.iterator] !== "function") {
    throw new ValueError(
      "BAD_VALUE",
      "map: inputs cannot be gone through. Give an array, or anything else that for … of takes.",
    );
  }
  const { on, seed = 0, errors = "throw", retries = 2 } = options;
  if (on !== undefined && typeof on?.run !== "function") {
    throw new ValueError("BAD_OPTION", "map: on is no engine. Give here(), workers(4) or slurm({ … }).");
  }
  if (!Number.isSafeInteger(seed)) {
    throw new ValueError("BAD_SEED", `map: the seed is ${seed}. Give a whole number of at most 53 bits.`);
  }
  if (errors !== "throw" && errors !== "keep") {
    throw new ValueError("BAD_OPTION", `map: errors is ${String(errors)}. Give "throw" or "keep".`);
  }
  checkWhole("map", "retries", retries, 0);
}
