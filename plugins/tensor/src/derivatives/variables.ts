import { constant, variable } from "../graph/leaves.js";
import { merged } from "../graph/merged.js";
import { Tensor } from "../graph/tensor.js";
import { flatten } from "../graph/tree.js";

/** What a derivative is taken with respect to. */
interface Variables<A> {
  readonly variables: readonly Tensor[];
  /** The variables in the form of the argument. */
  readonly argument: A;
  /** Results without the variables, once derivatives have been taken. */
  settled(results: readonly Tensor[]): Tensor[];
  likeArgument(leaves: readonly Tensor[]): A;
}

/** The tensors of a tree as variables to differentiate with respect to. */
export function variablesOf<A>(tree: A): Variables<A> {
  const { leaves, rebuild } = flatten(tree);
  const variables = leaves.map((leaf) => variable(asTensor(leaf)));
  return {
    variables,
    argument: rebuild(variables) as A,
    settled: (results) => merged(results, variables[0]?.id ?? 0),
    likeArgument: (parts) => rebuild(parts) as A,
  };
}

/** The tensors of a tree. */
export function tensorsOf(tree: unknown): Tensor[] {
  return flatten(tree).leaves.map(asTensor);
}

function asTensor(leaf: ReturnType<typeof flatten>["leaves"][number]): Tensor {
  return leaf instanceof Tensor ? leaf : constant(leaf);
}
