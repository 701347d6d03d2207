import { runContext, type TickValues } from "./run-context.js";

/**
 * Marks one step of a long loop: draws progress, lets a stop request in and keeps the process responsive.
 *
 * Await it once per step, where a step takes 50 µs or more. Outside a notebook it does nothing.
 *
 * @param step   the step just begun, from 0
 * @param total  the number of steps, where it is known
 * @param values figures to show beside the bar, such as the loss
 * @throws StopError STOPPED, in a notebook, when the user has asked the cell to stop
 *
 * @example
 * let sum = 0;
 * for (let i = 0; i < 100; i++) {
 *   sum += i;
 *   await tick(i, 100, { sum });
 * }
 * sum; // 4950
 */
export function tick(step: number, total?: number, values?: TickValues): Promise<void> | undefined {
  return runContext()?.tick(step, total, values);
}
