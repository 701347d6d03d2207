import { constant, inputTensor, isMark } from "./leaves.js";
import { merged } from "./merged.js";
import { sharingNodes } from "./node.js";
import { Tensor } from "./tensor.js";
import { flatten, flattenArguments } from "./tree.js";

/** A computation: what is made of its inputs, in terms of primitives. */
export interface Graph {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** A function of trees as a graph, and how its results are put together. */
export interface Trace {
  readonly graph: Graph;
  /** Names of the outputs, such as `gradient.weights`. */
  readonly paths: readonly string[];
  rebuild(outputs: readonly unknown[]): unknown;
}

/**
 * The graph of a function for arguments of these shapes; their numbers are not looked at.
 *
 * @throws what the function throws, such as shapes that do not fit
 */
export function trace(f: (...args: never[]) => unknown, args: readonly unknown[]): Trace {
  return sharingNodes(() => {
    const given = flattenArguments(args);
    const inputs = given.leaves.map(({ shape }, position) => inputTensor(position, shape, "real"));
    const result = flatten(f(...(given.rebuild(inputs) as never[])));
    const outputs = result.leaves.map((leaf) => (leaf instanceof Tensor ? leaf : constant(leaf)));
    return { graph: { inputs, outputs: merged(outputs, 0, isMark) }, paths: result.paths, rebuild: result.rebuild };
  });
}

/** Whether a tree holds a tensor, so that a function of it belongs into the trace under way. */
export function isTraced(args: readonly unknown[]): boolean {
  return flattenArguments(args).leaves.some((leaf) => leaf instanceof Tensor);
}
