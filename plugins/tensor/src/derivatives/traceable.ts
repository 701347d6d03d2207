import type { NDArray } from "@mesoscope/core";
import { evaluate } from "../executors/evaluate.js";
import { isTracing } from "../graph/node.js";
import { isTraced } from "../graph/trace.js";
import type { Given, Like } from "../graph/tree.js";

/** A function of tensors that also takes arrays and numbers, and then gives arrays, computed at once. */
export interface Traceable<A extends readonly unknown[], R> {
  (...args: A): R;
  (...args: { [I in keyof A]: Given<A[I]> }): Like<R, NDArray>;
  /** As the first: TypeScript takes the last one where the function is an argument of another derivative. */
  (...args: A): R;
}

/** Inside a trace, or given tensors, `build` adds to the graph; given arrays, it is traced and evaluated. */
export function traceable<A extends readonly unknown[], R>(build: (...args: A) => R): Traceable<A, R> {
  return ((...args: unknown[]) =>
    isTracing() || isTraced(args) ? build(...(args as unknown as A)) : evaluate(build as never, ...args)) as Traceable<
    A,
    R
  >;
}
