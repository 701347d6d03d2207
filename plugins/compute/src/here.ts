import { displaySymbol } from "@mesoscope/sdk";
import type { Engine } from "./engine.js";
import { importFunction } from "./import-function.js";
import { runTask, sendOutcomes } from "./run-task.js";
import { sendTasks } from "./send-tasks.js";
import { showEngine } from "./show-engine.js";
import type { ModuleFunction, TaskFunction } from "./task-function.js";

/**
 * Runs tasks one after the other in this thread, for tests, debugging and quick work.
 *
 * The function is called as it is, so it may use names around it. Inputs and values are copied all the same, so that a
 * sweep gives what it gives on the other engines.
 *
 * @example
 * const squares = await map({ inputs: [1, 2, 3], run: (x) => x * x }, { on: here() });
 * squares.values; // [1, 4, 9]
 */
export function here(): Engine {
  return {
    name: "here()",
    async run(sweep) {
      const run = await ownFunction(sweep.run);
      for (const index of sweep.left) {
        const task = sendTasks([[index, sweep.inputs[index]]], structuredClone)[0]!;
        const outcome = await runTask(run, task, sweep.seed);
        sendOutcomes([outcome], (outcomes) => sweep.finish(structuredClone(outcomes)));
        await sweep.tick();
      }
    },
    [displaySymbol]: () => showEngine("here()", "one task after the other, in this thread"),
  };
}

async function ownFunction(
  run: TaskFunction<never, unknown> | ModuleFunction,
): Promise<TaskFunction<unknown, unknown>> {
  return typeof run === "function" ? (run as TaskFunction<unknown, unknown>) : importFunction(run);
}
