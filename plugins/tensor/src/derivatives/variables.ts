import { constant, variable } from "../graph/leaves.js";
import { Tensor } from "../graph/tensor.js";
import { flatten } from "../graph/tree.js";

/** The tensors of a tree as variables to differentiate with respect to, and the way back to its form. */
export function variablesOf<A>(tree: A): {
  readonly variables: readonly Tensor[];
  readonly argument: A;
  readonly paths: readonly string[];
  likeArgument(leaves: readonly Tensor[]): A;
} {
  const { leaves, paths, rebuild } = flatten(tree);
  const variables = leaves.map((leaf) => variable(asTensor(leaf)));
  return { variables, argument: rebuild(variables) as A, paths, likeArgument: (parts) => rebuild(parts) as A };
}

/** The tensors of a tree. */
export function tensorsOf(tree: unknown): Tensor[] {
  return flatten(tree).leaves.map(asTensor);
}

function asTensor(leaf: ReturnType<typeof flatten>["leaves"][number]): Tensor {
  return leaf instanceof Tensor ? leaf : constant(leaf);
}
