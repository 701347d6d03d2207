import { ShapeError } from "@mesoscope/sdk";
import { formDifference } from "../graph/form.js";
import { constant, variable, variablePrimitive } from "../graph/leaves.js";
import { merged } from "../graph/merged.js";
import { Tensor } from "../graph/tensor.js";
import { flatten } from "../graph/tree.js";
import { userLine } from "../graph/user-line.js";

/** What a derivative is taken with respect to. */
interface Variables<A> {
  readonly variables: readonly Tensor[];
  /** The variables in the form of the argument. */
  readonly argument: A;
  likeArgument(leaves: readonly Tensor[]): A;
}

/** The tensors of a tree as variables to differentiate with respect to. */
export function variablesOf<A>(tree: A): Variables<A> {
  const { leaves, rebuild } = flatten(tree);
  const variables = leaves.map((leaf) => variable(asTensor(leaf)));
  return { variables, argument: rebuild(variables) as A, likeArgument: (parts) => rebuild(parts) as A };
}

/** Results without the variables, once derivatives with respect to them have been taken. */
export function settled(results: readonly Tensor[], [first]: readonly Tensor[]): Tensor[] {
  return merged(results, first?.id ?? Infinity, (primitive) => primitive === variablePrimitive);
}

/** One tensor as a variable, for derivatives that are a single tensor themselves. */
export function variableOf(owner: string, x: unknown): Tensor {
  const { leaves, paths } = flatten(x);
  if (leaves.length === 1 && paths[0] === "") return variable(asTensor(leaves[0]!));
  throw new ShapeError(
    "BAD_TREE",
    `${owner}: the argument is a tree of ${leaves.length} tensors. Give one tensor, or use jvp or vjp.${userLine()}`,
  );
}

/** The tensors of a tree, which has the form of another. */
export function tensorsLike(owner: string, subject: string, tree: unknown, model: unknown): Tensor[] {
  const given = flatten(tree);
  const difference = formDifference(given, flatten(model));
  if (difference === undefined) return given.leaves.map(asTensor);
  throw new ShapeError("SHAPE_MISMATCH", `${owner}: ${subject} ${difference}. Give the same form.${userLine()}`);
}

function asTensor(leaf: ReturnType<typeof flatten>["leaves"][number]): Tensor {
  return leaf instanceof Tensor ? leaf : constant(leaf);
}
