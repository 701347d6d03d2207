import type { NDArray } from "@mesoscope/core";
import { trace } from "../graph/trace.js";
import { flattenArguments, type Given, type Like } from "../graph/tree.js";
import { runGraph } from "./reference/run-graph.js";

/**
 * The results of a function of tensors for arrays and numbers, computed at once in 64-bit numbers by the reference
 * executor: exact, and slow. `compile` makes a function that runs often.
 *
 * @example
 * evaluate((x: Tensor) => exp(x), [0, 1]).data; // [1, 2.718281828459045]
 *
 * @throws what the function throws, such as shapes that do not fit
 */
export function evaluate<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  ...args: { [I in keyof A]: Given<A[I]> }
): Like<R, NDArray> {
  const { graph, rebuild } = trace(f as (...args: never[]) => unknown, args);
  return rebuild(runGraph(graph, flattenArguments(args).leaves as NDArray[])) as Like<R, NDArray>;
}
