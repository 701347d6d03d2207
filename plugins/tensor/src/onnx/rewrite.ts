import { node, sharingNodes } from "../graph/node.js";
import { inOrder } from "../graph/order.js";
import type { Tensor } from "../graph/tensor.js";
import type { Graph } from "../graph/trace.js";

/** Other primitives that compute the same as one; `isOnlyUse` says of which inputs nothing else is made. */
type Rewrite = (
  inputs: readonly Tensor[],
  // biome-ignore lint/suspicious/noExplicitAny: each rewrite knows the attributes of its primitive
  attributes: any,
  isOnlyUse: (i: number) => boolean,
) => Tensor | undefined;

/** Rewrites by the name of the primitive. */
export type Rewrites = Readonly<Record<string, Rewrite>>;

/** The outputs with primitives replaced by what computes the same; inputs, and tensors in `given`, stay as they are. */
export function rewrite(graph: Graph, rewrites: Rewrites, given: readonly Tensor[]): Tensor[] {
  return sharingNodes(() => {
    const now = new Map<Tensor, Tensor>([...graph.inputs, ...given].map((one) => [one, one]));
    const order = inOrder(graph.outputs);
    const uses = countUses([...order.map(({ inputs }) => inputs), graph.outputs]);
    for (const old of order) {
      if (now.has(old)) continue;
      const inputs = old.inputs.map((input) => now.get(input)!);
      const other = rewrites[old.primitive.name]?.(inputs, old.attributes, (i) => uses.get(old.inputs[i]!) === 1);
      now.set(old, other ?? node(old.primitive, inputs, old.attributes, old));
    }
    return graph.outputs.map((output) => now.get(output)!);
  });
}

function countUses(users: readonly (readonly Tensor[])[]): Map<Tensor, number> {
  const uses = new Map<Tensor, number>();
  for (const inputs of users) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  return uses;
}
